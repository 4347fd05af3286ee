package dev.aiko.behaviour.suspending.sync

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitUntil
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncLock
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.yield
import java.util.concurrent.TimeUnit.SECONDS

/** Unlike asyncio's, a lock or a condition belongs to no loop. */
class LockAcrossLoopsTest :
    StringSpec({
        "LOCK-09 a lock is shared between loops, and each waiter goes on in its own" {
            inTime {
                Runner.background("one").use { one ->
                    Runner.background("two").use { two ->
                        val lock = AsyncLock.create()
                        lock.tryAcquire() shouldBe true
                        val waiters = listOf(one, two).map { runner ->
                            runner.loop().task {
                                lock.withLock { Aiko.runningLoop() } shouldBeSameInstanceAs
                                    runner.loop()
                            }
                        }
                        Wait.until("both wait") { lock.statistics().waiting() == 2 }
                        lock.release()
                        waiters.forEach { it.get(LONG, SECONDS) }
                        lock.isLocked shouldBe false
                    }
                }
            }
        }

        "LOCK-09 bodies of two loops exclude each other" {
            inTime {
                Runner.background("one").use { one ->
                    Runner.background("two").use { two ->
                        val lock = AsyncLock.create()
                        var counter = 0 // guarded by the lock
                        val workers = List(8) { number ->
                            (if (number % 2 == 0) one else two).loop().task {
                                repeat(250) {
                                    lock.withLock {
                                        val seen = counter
                                        yield()
                                        counter = seen + 1
                                    }
                                }
                            }
                        }
                        workers.forEach { it.get(LONG, SECONDS) }
                        counter shouldBe 2_000
                        lock.isLocked shouldBe false
                    }
                }
            }
        }

        "LOCK-09 two loops are driven one after the other with the same lock" {
            val lock = AsyncLock.create()
            repeat(2) {
                inTask {
                    lock.acquire()
                    val waiter = task { lock.withLock { "value" } }
                    settle()
                    lock.release()
                    waiter.await() shouldBe "value"
                }
            }
        }

        "COND-16 those who wait on a condition on several loops are all told" {
            inTime {
                Runner.background("one").use { one ->
                    Runner.background("two").use { two ->
                        val changed = AsyncCondition.create()
                        val waiters = List(6) { number ->
                            (if (number % 2 == 0) one else two).loop().task {
                                changed.lock().withLock { changed.await() }
                            }
                        }
                        Wait.until("all wait") { changed.waiting() == 6 }
                        changed.lock().acquireBlocking().use { changed.signalAll() }
                        waiters.forEach { it.get(LONG, SECONDS) }
                        changed.lock().isLocked shouldBe false
                    }
                }
            }
        }

        "COND-16 a number that two loops count up under the condition reaches its goal" {
            inTime {
                Runner.background("one").use { one ->
                    Runner.background("two").use { two ->
                        val changed = AsyncCondition.create()
                        var turn = 0 // guarded by the condition's lock
                        val players = listOf(one, two).mapIndexed { mine, runner ->
                            runner.loop().task {
                                repeat(200) {
                                    changed.lock().withLock {
                                        changed.awaitUntil { turn % 2 == mine }
                                        turn++
                                        changed.signalAll()
                                    }
                                }
                            }
                        }
                        players.forEach { it.get(LONG, SECONDS) }
                        turn shouldBe 400
                        changed.waiting() shouldBe 0
                    }
                }
            }
        }
    })
