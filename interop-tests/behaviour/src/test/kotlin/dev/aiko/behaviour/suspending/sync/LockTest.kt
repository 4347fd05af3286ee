package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Sentences
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
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield

class LockTest :
    StringSpec({
        "LOCK-01 a free lock is taken without suspending, and held until its release" {
            inTask {
                val lock = AsyncLock.create()
                lock.isLocked shouldBe false
                suspends { lock.acquire() } shouldBe false
                lock.isLocked shouldBe true
                lock.tryAcquire() shouldBe false
                lock.release()
                lock.isLocked shouldBe false
                lock.tryAcquire() shouldBe true
            }
        }

        "LOCK-02 those who wait get it in the order in which they came, one for each release" {
            inTask {
                val lock = AsyncLock.create()
                val trail = Trail()
                lock.acquire()
                for (name in listOf("a", "b", "c")) {
                    task {
                        lock.acquire()
                        trail.add(name)
                    }
                }
                settle()
                trail.reads()
                lock.release()
                settle()
                trail.reads("a")
                lock.release()
                settle()
                trail.reads("a", "b")
                lock.release()
                settle()
                trail.reads("a", "b", "c")
                lock.isLocked shouldBe true
                lock.release()
                lock.isLocked shouldBe false
            }
        }

        "LOCK-02 nobody overtakes between the release and the turn of the next one" {
            inTask {
                val lock = AsyncLock.create()
                val trail = Trail()
                lock.acquire()
                task { lock.withLock { trail.add("first in line") } }
                settle()
                lock.release()
                lock.tryAcquire() shouldBe false
                lock.acquire()
                trail.reads("first in line")
            }
        }

        "LOCK-03 the release of a free lock is refused" {
            inTask {
                val lock = AsyncLock.create()
                Sentences.tellsTheNextStep(shouldThrow<IllegalStateException> { lock.release() })
                lock.withLock { }
                shouldThrow<IllegalStateException> { lock.release() }
                lock.isLocked shouldBe false
            }
        }

        "LOCK-06 when all who waited are cancelled, a newcomer finds it free" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                val waiters = List(3) { task { lock.acquire() } }
                settle()
                waiters.forEach { it.cancel("not needed") }
                lock.release()
                lock.isLocked shouldBe false
                suspends { lock.acquire() } shouldBe false
                waiters.forEach { it.end() }
                lock.isLocked shouldBe true
                lock.statistics().waiting() shouldBe 0
            }
        }

        "LOCK-07 it has no owner: another task may release it" {
            inTask {
                val lock = AsyncLock.create()
                lock.acquire()
                task { lock.release() }.await()
                lock.isLocked shouldBe false
            }
        }

        "LOCK-07 a holder who acquires it again waits for himself" {
            inTask {
                val lock = AsyncLock.create()
                val holder = task {
                    lock.acquire()
                    lock.acquire()
                }
                settle()
                holder.isDone shouldBe false
                lock.release()
                holder.await()
                lock.isLocked shouldBe true
            }
        }

        "LOCK-08 the block has the lock, gives its value, and the lock is free after it" {
            inTask {
                val lock = AsyncLock.create()
                lock.withLock {
                    lock.isLocked shouldBe true
                    yield()
                    "value"
                } shouldBe "value"
                lock.isLocked shouldBe false
            }
        }

        "LOCK-08 also when the block fails, is cancelled, or is left by a return" {
            inTask {
                val lock = AsyncLock.create()
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    lock.withLock { throw boom }
                } shouldBeSameInstanceAs boom
                lock.isLocked shouldBe false

                val worker = task { lock.withLock { awaitCancellation() } }
                settle()
                lock.isLocked shouldBe true
                worker.cancel("enough")
                worker.end()
                lock.isLocked shouldBe false

                suspend fun left(): Int {
                    lock.withLock { return 7 }
                }
                left() shouldBe 7
                lock.isLocked shouldBe false
            }
        }
    })
