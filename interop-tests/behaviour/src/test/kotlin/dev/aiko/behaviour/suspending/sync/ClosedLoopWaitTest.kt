package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncLock
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.yield

/** A loop that closes while its coroutines wait, and somebody else has what they wait for. */
class ClosedLoopWaitTest :
    StringSpec({
        "a wait on a condition leaves both lines, and the block around it takes nothing" {
            inTime {
                val changed = AsyncCondition.create()
                val trail = Trail()
                val loop = virtualLoop()
                val waiter =
                    loop.task {
                        changed.lock().withLock {
                            try {
                                changed.await()
                            } finally {
                                trail.add("ended")
                            }
                        }
                    }
                loop.runTask { yield() }
                val holder = changed.lock().acquireAsync().join()
                loop.close()
                waiter.isCancelled shouldBe true
                trail.steps() shouldBe listOf("ended")
                changed.waiting() shouldBe 0
                changed.lock().statistics().waiting shouldBe 0
                changed.lock().isLocked shouldBe true
                holder.close()
                changed.lock().isLocked shouldBe false
            }
        }

        "a bare future leaves the line and is cancelled" {
            inTime {
                val lock = AsyncLock.create()
                lock.tryAcquire() shouldBe true
                val loop = virtualLoop()
                val bare = loop.runTask {
                    lock.acquireAsync() to
                        lock.withLockAsync<Unit> { error("never") }
                }
                loop.close()
                bare.first.isCancelled shouldBe true
                bare.second.isCancelled shouldBe true
                lock.release()
                lock.isLocked shouldBe false
            }
        }

        "a block that has released its lock itself does not release that of the next" {
            inTime {
                val lock = AsyncLock.create()
                val loop = virtualLoop()
                loop.runTask {
                    lock.withLock {
                        lock.release()
                        lock.tryAcquire() shouldBe true
                    }
                    lock.isLocked shouldBe true
                }
                loop.close()
            }
        }
    })
