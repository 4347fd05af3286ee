package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncLock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours

class ConditionTest :
    StringSpec({
        /** One that waits for a signal, and notes that it went on with the lock. */
        fun waiter(changed: AsyncCondition, trail: Trail, name: String) = task {
            changed.lock().withLock {
                changed.await()
                check(changed.lock().isLocked)
                trail.add(name)
            }
        }

        "COND-01 a wait without the lock is refused" {
            inTask {
                val changed = AsyncCondition.create()
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalStateException> { changed.await() },
                    "lock"
                )
                changed.waiting() shouldBe 0
            }
        }

        "COND-02 so are all signals" {
            inTask {
                val changed = AsyncCondition.create()
                for (signal in listOf(
                    { changed.signal() },
                    { changed.signal(3) },
                    { changed.signalAll() }
                )) {
                    Sentences.tellsTheNextStep(
                        shouldThrow<IllegalStateException> { signal() },
                        "lock"
                    )
                }
            }
        }

        "COND-03 the lock is free during the wait, and held again after it" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                val waiting = waiter(changed, trail, "goes on")
                settle()
                changed.waiting() shouldBe 1
                changed.lock().isLocked shouldBe false
                changed.lock().withLock { changed.signal() }
                waiting.await()
                trail.reads("goes on")
                changed.lock().isLocked shouldBe false
            }
        }

        "COND-04 a signal does not give the lock back: the woken one waits for its release" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                waiter(changed, trail, "goes on")
                settle()
                changed.lock().acquire()
                changed.signal()
                changed.waiting() shouldBe 0
                delay(1.hours)
                trail.reads()
                changed.lock().release()
                settle()
                trail.reads("goes on")
            }
        }

        "COND-05 a signal wakes so many, in their order, and never more than there are" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                for (name in listOf("a", "b", "c", "d", "e")) {
                    waiter(changed, trail, name)
                    settle()
                }
                changed.lock().withLock { changed.signal() }
                settle()
                trail.reads("a")
                changed.lock().withLock { changed.signal(2) }
                settle()
                trail.reads("a", "b", "c")
                changed.lock().withLock { changed.signal(2048) }
                settle()
                trail.reads("a", "b", "c", "d", "e")
                changed.lock().withLock { changed.signal(1) }
            }
        }

        "COND-06 signalAll wakes all of this moment, one after the other" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                for (name in listOf("a", "b", "c")) waiter(changed, trail, name)
                settle()
                changed.lock().withLock {
                    changed.signalAll()
                    changed.waiting() shouldBe 0
                }
                waiter(changed, trail, "late")
                settle()
                trail.reads("a", "b", "c")
                changed.waiting() shouldBe 1
                changed.lock().withLock { changed.signalAll() }
                settle()
                trail.reads("a", "b", "c", "late")
            }
        }

        "COND-07 a signal that nobody waits for is forgotten" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                changed.lock().withLock { changed.signal() }
                changed.lock().withLock { changed.signalAll() }
                waiter(changed, trail, "goes on")
                settle()
                trail.reads()
                changed.lock().withLock { changed.signal() }
                settle()
                trail.reads("goes on")
            }
        }

        "COND-14 a condition of a lock shares it, and so do two conditions of one lock" {
            inTask {
                val lock = AsyncLock.create()
                val one = AsyncCondition.create(lock)
                val other = AsyncCondition.create(lock)
                one.lock() shouldBeSameInstanceAs lock
                lock.acquire()
                one.lock().isLocked shouldBe true
                lock.release()
                other.lock().acquire()
                lock.isLocked shouldBe true
                lock.release()

                val trail = Trail()
                waiter(one, trail, "one")
                waiter(other, trail, "other")
                settle()
                lock.withLock { other.signalAll() }
                settle()
                trail.reads("other")
                lock.withLock { one.signalAll() }
                settle()
                trail.reads("other", "one")
            }
        }
    })
