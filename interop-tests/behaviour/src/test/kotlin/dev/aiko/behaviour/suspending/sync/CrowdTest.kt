package dev.aiko.behaviour.suspending.sync

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.withLock
import dev.aiko.coroutines.withPermit
import dev.aiko.coroutines.withReadLock
import dev.aiko.coroutines.withWriteLock
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.WaitStatistics
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.util.concurrent.atomic.AtomicInteger

/** Many on several threads at once, a third of whom give up: nobody is let in too many, none is lost. */
class CrowdTest :
    StringSpec({
        /** Calls [use] thousands of times on all kinds of threads, cancelling every third call. */
        fun crowd(use: suspend () -> Unit) = inTime {
            Runner.background("aiko-test").use { runner ->
                val places = listOf(Dispatchers.Default, runner.loop().asCoroutineDispatcher())
                runBlocking(Dispatchers.Default) {
                    List(8) { number ->
                        launch(places[number % 2]) {
                            repeat(500) { round ->
                                val call = launch(start = CoroutineStart.UNDISPATCHED) { use() }
                                if ((number + round) % 3 == 0) call.cancel()
                                call.join()
                            }
                        }
                    }.joinAll()
                }
            }
        }

        "LOCK-02 the lock is held by one at a time, and free in the end" {
            val lock = AsyncLock.create()
            val inside = AtomicInteger()
            crowd {
                lock.withLock {
                    inside.incrementAndGet() shouldBe 1
                    inside.decrementAndGet()
                }
            }
            lock.statistics() shouldBe WaitStatistics(1, 1, 0)
        }

        "SEM-11 no more permits are out than there are, and all are back in the end" {
            val semaphore = AsyncSemaphore.bounded(3)
            val out = AtomicInteger()
            crowd {
                semaphore.withPermit(2) {
                    out.addAndGet(2) shouldBe 2
                    try {
                        yield()
                    } finally {
                        out.addAndGet(-2)
                    }
                }
                semaphore.withPermit { out.get() shouldBeIn listOf(0, 2) }
            }
            semaphore.statistics() shouldBe WaitStatistics(3, 3, 0)
        }

        "writers are alone, and nobody is in, in the end" {
            val shared = AsyncReadWriteLock.create()
            val writing = AtomicInteger()
            crowd {
                shared.withReadLock { writing.get() shouldBe 0 }
                shared.withWriteLock {
                    writing.incrementAndGet() shouldBe 1
                    writing.decrementAndGet()
                }
            }
            shared.readers() shouldBe 0
            shared.isWriteLocked shouldBe false
            shared.waiting() shouldBe 0
        }
    })
