package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withPermit
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.WaitStatistics
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours

class SemaphoreTest :
    StringSpec({
        "SEM-01 a negative number is refused, and with none it is locked from the start" {
            for (make in listOf(AsyncSemaphore::create, AsyncSemaphore::bounded)) {
                shouldThrow<IllegalArgumentException> { make(-1) }.message shouldContain "-1"
                make(0).isLocked shouldBe true
                make(1).isLocked shouldBe false
                make(1).available() shouldBe 1
            }
        }

        "SEM-02 a free permit is taken without suspending" {
            inTask {
                val semaphore = AsyncSemaphore.create(2)
                suspends { semaphore.acquire() } shouldBe false
                semaphore.isLocked shouldBe false
                suspends { semaphore.acquire() } shouldBe false
                semaphore.available() shouldBe 0
                semaphore.isLocked shouldBe true
                semaphore.tryAcquire() shouldBe false
            }
        }

        "SEM-03 a release that nobody waits for adds a permit, beyond the first number too" {
            inTask {
                val semaphore = AsyncSemaphore.create(1)
                semaphore.release()
                semaphore.available() shouldBe 2
                semaphore.release(3)
                semaphore.available() shouldBe 5
                semaphore.acquire(5)
                semaphore.isLocked shouldBe true
            }
        }

        "of a bounded one coroutines give back by hand, and end no lease with it" {
            inTask {
                val semaphore = AsyncSemaphore.bounded(2)
                val lease = semaphore.acquireAsync().await()
                semaphore.acquire()
                val waiter = task { semaphore.acquire() }
                settle()
                semaphore.release()
                waiter.await()
                semaphore.release()
                "$lease" shouldBe "<Lease>"
                semaphore.available() shouldBe 1
                lease.close()
                semaphore.available() shouldBe 2
            }
        }

        "of a bounded one a lease whose permit was released by hand is closed in vain" {
            inTask {
                val semaphore = AsyncSemaphore.bounded(1)
                val lease = semaphore.acquireAsync().await()
                semaphore.release()
                semaphore.acquire()
                lease.close()
                semaphore.available() shouldBe 0
                semaphore.release()
                semaphore.available() shouldBe 1
            }
        }

        "SEM-04 a bounded one refuses more than there were, and stays as it is" {
            inTask {
                val semaphore = AsyncSemaphore.bounded(2)
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalStateException> { semaphore.release() },
                    "2"
                )
                semaphore.available() shouldBe 2
                semaphore.acquire()
                shouldThrow<IllegalStateException> { semaphore.release(2) }
                semaphore.available() shouldBe 1
                semaphore.release()
                semaphore.available() shouldBe 2
            }
        }

        "SEM-04 one that is bounded is asked for no more than it has" {
            inTask {
                val semaphore = AsyncSemaphore.bounded(2)
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalArgumentException> { semaphore.acquire(3) }
                )
            }
        }

        "SEM-04 no number of permits but a positive one is asked for or given back" {
            inTask {
                val semaphore = AsyncSemaphore.create(2)
                for (number in listOf(0, -1)) {
                    shouldThrow<IllegalArgumentException> { semaphore.acquire(number) }
                    shouldThrow<IllegalArgumentException> { semaphore.release(number) }
                }
                semaphore.available() shouldBe 2
            }
        }

        "SEM-11 the block has a permit, gives its value, and gives the permit back" {
            inTask {
                val semaphore = AsyncSemaphore.bounded(3)
                semaphore.withPermit {
                    semaphore.available() shouldBe 2
                    yield()
                    "value"
                } shouldBe "value"
                semaphore.available() shouldBe 3
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    semaphore.withPermit(2) {
                        semaphore.available() shouldBe 1
                        throw boom
                    }
                } shouldBeSameInstanceAs boom
                semaphore.available() shouldBe 3
            }
        }

        "SEM-11 never more than its permits are in the block at once" {
            inTask {
                val semaphore = AsyncSemaphore.create(3)
                var inside = 0
                var most = 0
                List(20) {
                    task {
                        semaphore.withPermit {
                            inside++
                            most = maxOf(most, inside)
                            delay(1.hours)
                            inside--
                        }
                    }
                }.forEach { it.await() }
                most shouldBe 3
                semaphore.available() shouldBe 3
            }
        }

        "the statistics tell of one moment" {
            inTask {
                val semaphore = AsyncSemaphore.create(2)
                semaphore.acquire(2)
                val waiting = task { semaphore.acquire() }
                settle()
                semaphore.statistics() shouldBe WaitStatistics(2, 0, 1)
                semaphore.release(2)
                waiting.await()
                semaphore.statistics() shouldBe WaitStatistics(2, 1, 0)
            }
        }
    })
