package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withPermit
import dev.aiko.sync.AsyncSemaphore
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.yield

class SemaphoreLineTest :
    StringSpec({
        fun comer(semaphore: AsyncSemaphore, trail: Trail, name: String, permits: Int = 1) = task {
            semaphore.acquire(permits)
            trail.add(name)
        }

        "SEM-05 a permit goes straight to the one who has waited longest" {
            inTask {
                val semaphore = AsyncSemaphore.create(1)
                val trail = Trail()
                semaphore.acquire()
                comer(semaphore, trail, "a")
                settle()
                semaphore.release()
                semaphore.available() shouldBe 0
                semaphore.isLocked shouldBe true
                semaphore.tryAcquire() shouldBe false
                trail.reads()
                settle()
                trail.reads("a")
                semaphore.available() shouldBe 0
            }
        }

        "SEM-06 two releases in a row wake the two who have waited longest" {
            inTask {
                val semaphore = AsyncSemaphore.create(0)
                val trail = Trail()
                for (name in listOf("a", "b", "c", "d")) comer(semaphore, trail, name)
                settle()
                semaphore.release()
                semaphore.release()
                settle()
                trail.reads("a", "b")
                semaphore.release(2)
                settle()
                trail.reads("a", "b", "c", "d")
            }
        }

        "SEM-07 who releases and acquires again stands at the back, so that all take turns" {
            inTask {
                val semaphore = AsyncSemaphore.create(1)
                val trail = Trail()
                List(3) { number ->
                    task {
                        repeat(3) { round ->
                            semaphore.withPermit {
                                yield()
                                trail.add("$number in round $round")
                            }
                        }
                    }
                }.forEach { it.await() }
                trail.steps() shouldBe
                    List(3) { round -> List(3) { "$it in round $round" } }.flatten()
            }
        }

        "SEM-08 it is locked while somebody waits, though permits are free" {
            inTask {
                val semaphore = AsyncSemaphore.create(1)
                val trail = Trail()
                val greedy = comer(semaphore, trail, "two", permits = 2)
                settle()
                semaphore.available() shouldBe 1
                semaphore.isLocked shouldBe true
                semaphore.tryAcquire() shouldBe false
                comer(semaphore, trail, "one")
                settle()
                trail.reads()
                semaphore.release()
                greedy.await()
                trail.reads("two")
                semaphore.release()
                settle()
                trail.reads("two", "one")
            }
        }

        "SEM-09 after a cancel the others are served in their order" {
            inTask {
                val semaphore = AsyncSemaphore.create(0)
                val trail = Trail()
                val comers = listOf("a", "b", "c").map { comer(semaphore, trail, it) }
                settle()
                comers[0].cancel("not needed")
                semaphore.release()
                semaphore.release()
                settle()
                trail.reads("b", "c")
            }
        }

        "SEM-09 those who stood behind a greedy one that is cancelled go at once" {
            inTask {
                val semaphore = AsyncSemaphore.create(2)
                val trail = Trail()
                val greedy = comer(semaphore, trail, "three", permits = 3)
                comer(semaphore, trail, "a")
                comer(semaphore, trail, "b")
                comer(semaphore, trail, "c")
                settle()
                trail.reads()
                greedy.cancel("not needed")
                settle()
                trail.reads("a", "b")
                semaphore.statistics().waiting() shouldBe 1
            }
        }

        "SEM-10 a cancelled acquire leaves nothing behind" {
            inTask {
                val semaphore = AsyncSemaphore.create(1)
                semaphore.acquire()
                val waiter = task { semaphore.acquire() }
                settle()
                waiter.cancel("not needed")
                semaphore.statistics().waiting() shouldBe 0
                semaphore.release()
                suspends { semaphore.acquire() } shouldBe false
                waiter.end()
                waiter.isCancelled shouldBe true
                semaphore.available() shouldBe 0
            }
        }

        "SEM-10 cancelled after the permits came to it, it gives all of them back" {
            inTask {
                val semaphore = AsyncSemaphore.bounded(3)
                val trail = Trail()
                semaphore.acquire(3)
                val granted = comer(semaphore, trail, "three", permits = 3)
                comer(semaphore, trail, "a")
                comer(semaphore, trail, "b", permits = 2)
                settle()
                semaphore.release(3)
                semaphore.available() shouldBe 0
                granted.cancel("too late")
                granted.end()
                granted.isCancelled shouldBe true
                settle()
                trail.reads("a", "b")
                semaphore.available() shouldBe 0
                semaphore.release(3)
                semaphore.available() shouldBe 3
            }
        }
    })
