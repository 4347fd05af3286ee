package dev.aiko.behaviour.suspending.sync

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncLock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.withContext

class LockCancelTest :
    StringSpec({
        "LOCK-04 a cancelled waiter leaves the line, and the holder keeps the lock" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                val waiter = task { lock.acquire() }
                settle()
                lock.statistics().waiting() shouldBe 1
                waiter.cancel("not needed")
                lock.statistics().waiting() shouldBe 0
                waiter.end()
                waiter.isCancelled shouldBe true
                lock.isLocked shouldBe true
                lock.release()
                lock.isLocked shouldBe false
            }
        }

        "LOCK-04 the others keep their places" {
            inTask {
                val lock = AsyncLock.create()
                val trail = Trail()
                lock.acquire()
                val waiters = listOf("a", "b", "c").map { name ->
                    task { lock.withLock { trail.add(name) } }
                }
                settle()
                waiters[1].cancel("not needed")
                lock.release()
                settle()
                trail.reads("a", "c")
                lock.isLocked shouldBe false
            }
        }

        "LOCK-05 a cancel and a release in one callback let exactly one other in" {
            inTask {
                val lock = AsyncLock.create()
                val trail = Trail()
                lock.acquire()
                val waiters = listOf("a", "b", "c").map { name ->
                    task {
                        lock.acquire()
                        trail.add(name)
                    }
                }
                settle()
                Aiko.runningLoop().callSoon {
                    waiters[0].cancel("not needed")
                    lock.release()
                }
                settle()
                trail.reads("b")
                lock.statistics().waiting() shouldBe 1
            }
        }

        "LOCK-05 the same when the release comes first: the one it went to passes it on" {
            inTask {
                val lock = AsyncLock.create()
                val trail = Trail()
                lock.acquire()
                val waiters = listOf("a", "b", "c").map { name ->
                    task {
                        lock.acquire()
                        trail.add(name)
                    }
                }
                settle()
                Aiko.runningLoop().callSoon {
                    lock.release()
                    waiters[0].cancel("not needed")
                }
                settle()
                waiters[0].isCancelled shouldBe true
                trail.reads("b")
                lock.statistics().waiting() shouldBe 1
            }
        }

        "the last in line, cancelled after the lock came to it, leaves it free" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                val waiter = task { lock.withLock { error("never") } }
                settle()
                lock.release()
                lock.isLocked shouldBe true
                waiter.cancel("too late")
                waiter.end()
                waiter.isCancelled shouldBe true
                lock.isLocked shouldBe false
            }
        }

        "all to whom it came one after the other are cancelled: it is free" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                val waiters = List(5) { task { lock.acquire() } }
                settle()
                lock.release()
                waiters.forEach { it.cancel("enough") }
                waiters.forEach { it.end() }
                lock.isLocked shouldBe false
                lock.statistics().waiting() shouldBe 0
            }
        }

        "who was granted it and cancelled does not give back the lock of somebody later" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                val waiter = task { lock.acquire() }
                settle()
                lock.release() // goes to the waiter
                lock.release() // has no owner, so this takes it away again
                lock.tryAcquire() shouldBe true
                waiter.cancel("too late")
                waiter.end()
                lock.isLocked shouldBe true
            }
        }

        "a coroutine that is cancelled already waits for nothing" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                val worker = task {
                    try {
                        awaitCancellation()
                    } finally {
                        shouldThrow<CancellationException> { lock.acquire() }
                        lock.statistics().waiting() shouldBe 0
                    }
                }
                settle()
                worker.cancel("enough")
                worker.end()
                worker.isCancelled shouldBe true
                lock.release()
                lock.isLocked shouldBe false
            }
        }

        "under NonCancellable the wait goes on, and the lock is there for the cleanup" {
            inTask {
                val lock = AsyncLock.create()
                val trail = Trail()
                lock.acquire()
                val worker = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { lock.withLock { trail.add("clean") } }
                    }
                }
                settle()
                worker.cancel("enough")
                settle()
                trail.reads()
                lock.release()
                worker.end()
                trail.reads("clean")
                lock.isLocked shouldBe false
            }
        }
    })
