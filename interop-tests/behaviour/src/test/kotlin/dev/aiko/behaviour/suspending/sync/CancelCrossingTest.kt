package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.suspending.LONG
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.withLock
import dev.aiko.coroutines.withReadLock
import dev.aiko.coroutines.withToken
import dev.aiko.coroutines.withWriteLock
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.CapacityLimiter
import dev.aiko.sync.Lease
import dev.aiko.sync.WaitStatistics
import dev.aiko.task.LoopFuture
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import java.util.concurrent.TimeUnit.SECONDS

/** A cancel on one thread meets what was waited for on another: it came, or nobody has it. */
class CancelCrossingTest :
    StringSpec({
        "LOCK-04 the lock" {
            onEveryKindOfThread { threads ->
                val lock = AsyncLock.create()
                lock.tryAcquire() shouldBe true
                threads.cancelWhile(
                    wait = { lock.acquire() },
                    meanwhile = { lock.release() }
                ) { came ->
                    lock.isLocked shouldBe came
                    if (!came) lock.tryAcquire() shouldBe true
                }
                lock.statistics() shouldBe WaitStatistics(1, 0, 0)
            }
        }

        "LOCK-05 the lock, with somebody behind who gets it if the first one does not" {
            onEveryKindOfThread { threads ->
                val lock = AsyncLock.create()
                lock.tryAcquire() shouldBe true
                lateinit var next: LoopFuture<Lease>
                threads.cancelWhile(
                    wait = { lock.withLock { } },
                    meanwhile = {
                        next = lock.acquireAsync()
                        lock.release()
                    }
                ) {
                    next.get(LONG, SECONDS)
                    lock.statistics() shouldBe WaitStatistics(1, 0, 0)
                }
            }
        }

        "SEM-10 several permits, which come back one by one" {
            onEveryKindOfThread { threads ->
                val semaphore = AsyncSemaphore.bounded(3)
                semaphore.tryAcquire(3) shouldBe true
                threads.cancelWhile(
                    wait = { semaphore.acquire(2) },
                    meanwhile = { repeat(3) { semaphore.release() } }
                ) { came ->
                    semaphore.available() shouldBe if (came) 1 else 3
                    semaphore.tryAcquire(semaphore.available()) shouldBe true
                }
                semaphore.statistics() shouldBe WaitStatistics(3, 0, 0)
            }
        }

        "BAR-06 a party: it is counted, or another one is needed" {
            onEveryKindOfThread { threads ->
                val barrier = AsyncBarrier.create(2)
                lateinit var last: LoopFuture<Int>
                threads.cancelWhile(
                    wait = { barrier.await() },
                    meanwhile = { last = barrier.awaitAsync() }
                ) { came ->
                    if (came) last.isDone shouldBe true
                    barrier.waiting() shouldBe if (last.isDone) 0 else 1
                    if (!last.isDone) barrier.awaitAsync().get(LONG, SECONDS) shouldBe 1
                    last.get(LONG, SECONDS)
                }
            }
        }

        "EVT-06 an event leaves nobody in its line" {
            onEveryKindOfThread { threads ->
                val event = AsyncEvent.create()
                threads.cancelWhile(
                    wait = { event.await() },
                    meanwhile = { event.set() }
                ) {
                    event.waiting() shouldBe 0
                    event.clear()
                }
            }
        }

        "a reader and a writer" {
            onEveryKindOfThread { threads ->
                val shared = AsyncReadWriteLock.create()
                var held = shared.tryAcquireWrite()!!
                threads.cancelWhile(
                    wait = { shared.withReadLock { } },
                    meanwhile = { held.close() }
                ) {
                    shared.readers() shouldBe 0
                    held = shared.tryAcquireWrite()!!
                }
                held.close()
                held = shared.tryAcquireRead()!!
                threads.cancelWhile(
                    wait = { shared.withWriteLock { } },
                    meanwhile = { held.close() }
                ) {
                    shared.isWriteLocked shouldBe false
                    held = shared.tryAcquireRead()!!
                }
                shared.waiting() shouldBe 0
            }
        }

        "a token, and its borrower can borrow again" {
            onEveryKindOfThread { threads ->
                val limiter = CapacityLimiter.create(1)
                var held = limiter.tryAcquire(limiter)!!
                threads.cancelWhile(
                    wait = { limiter.withToken("borrower") { } },
                    meanwhile = { held.close() }
                ) {
                    limiter.tryAcquire("borrower")!!.close()
                    held = limiter.tryAcquire(limiter)!!
                }
                limiter.statistics() shouldBe WaitStatistics(1, 0, 0)
            }
        }
    })
