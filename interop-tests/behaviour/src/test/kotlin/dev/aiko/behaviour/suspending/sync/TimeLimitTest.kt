package dev.aiko.behaviour.suspending.sync

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitUntil
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.withLock
import dev.aiko.coroutines.withReadLock
import dev.aiko.coroutines.withToken
import dev.aiko.coroutines.withWriteLock
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.CapacityLimiter
import dev.aiko.sync.WaitStatistics
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours

/** A time limit around every wait, of kotlinx and of Aiko: late by the clock, and nothing is taken. */
class TimeLimitTest :
    StringSpec({
        /** [wait] takes too long under both limits, and after each [check] finds all as it was. */
        fun isLate(wait: suspend () -> Unit, check: suspend () -> Unit) = inTask {
            val worker = task {
                elapsed {
                    shouldThrow<TimeoutException> { timeout(1.hours) { wait() } }
                } shouldBe 1.hours
                check()
                elapsed {
                    shouldThrow<TimeoutCancellationException> { withTimeout(1.hours) { wait() } }
                } shouldBe 1.hours
                check()
                elapsed { withTimeoutOrNull(1.hours) { wait() } shouldBe null } shouldBe 1.hours
                check()
            }
            worker.await()
        }

        "the lock" {
            val lock = AsyncLock.create()
            lock.tryAcquire()
            isLate({ lock.withLock { } }) {
                lock.isLocked shouldBe true
                lock.statistics().waiting() shouldBe 0
            }
        }

        "permits" {
            val semaphore = AsyncSemaphore.create(1)
            isLate({ semaphore.acquire(2) }) {
                semaphore.statistics() shouldBe WaitStatistics(1, 1, 0)
                semaphore.isLocked shouldBe false
            }
        }

        "readers and writers" {
            val shared = AsyncReadWriteLock.create()
            shared.tryAcquireRead()
            isLate({ shared.withWriteLock { } }) {
                shared.waiting() shouldBe 0
                shared.withReadLock { shared.readers() } shouldBe 2
            }
            val written = AsyncReadWriteLock.create()
            written.tryAcquireWrite()
            isLate({ written.withReadLock { } }) { written.waiting() shouldBe 0 }
        }

        "a token" {
            val limiter = CapacityLimiter.create(0)
            isLate({ limiter.withToken("borrower") { } }) {
                limiter.statistics() shouldBe WaitStatistics(0, 0, 0)
            }
        }

        "an event" {
            val event = AsyncEvent.create()
            isLate({ event.await() }) { event.waiting() shouldBe 0 }
        }

        "a condition, with the lock held after it" {
            val changed = AsyncCondition.create()
            changed.lock().tryAcquire()
            isLate({ changed.await() }) {
                changed.waiting() shouldBe 0
                changed.lock().isLocked shouldBe true
            }
            isLate({ changed.awaitUntil { false } }) {
                changed.waiting() shouldBe 0
                changed.lock().isLocked shouldBe true
            }
        }

        "a barrier" {
            val barrier = AsyncBarrier.create(2)
            isLate({ barrier.await() }) {
                barrier.waiting() shouldBe 0
                barrier.isBroken shouldBe false
            }
        }

        "what comes in time is not late" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                Aiko.runningLoop().callLater(java.time.Duration.ofMinutes(30)) { lock.release() }
                timeout(1.hours) { lock.withLock { "value" } } shouldBe "value"
                lock.isLocked shouldBe false
            }
        }

        "a limit that ends in the turn of the release leaves the lock free or held, never lost" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                Aiko.runningLoop().callLater(java.time.Duration.ofHours(1)) { lock.release() }
                val came = withTimeoutOrNull(1.hours) { lock.acquire() } != null
                settle()
                lock.isLocked shouldBe came
            }
        }
    })
