package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitUntil
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncCondition
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours

class ConditionCancelTest :
    StringSpec({
        /** Waits for a signal with all the care that it takes, and notes how that ended. */
        fun waiter(changed: AsyncCondition, trail: Trail, name: String) = task {
            changed.lock().acquire()
            try {
                changed.await()
                trail.add("$name goes on")
            } catch (cancelled: CancellationException) {
                trail.add("$name: ${cancelled.message}")
                throw cancelled
            } finally {
                check(changed.lock().isLocked) { "$name ended without the lock" }
                changed.lock().release()
            }
        }

        "COND-10 a waiter that is cancelled before any signal ends with the lock held" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                val waiting = waiter(changed, trail, "waiter")
                settle()
                changed.lock().acquire()
                waiting.cancel("enough")
                changed.waiting() shouldBe 0
                delay(1.hours)
                trail.reads()
                waiting.isDone shouldBe false
                changed.lock().release()
                waiting.end()
                trail.reads("waiter: enough")
                waiting.state() shouldBe TaskState.CANCELLED
                changed.lock().isLocked shouldBe false
            }
        }

        "COND-10 a signal after that goes to somebody else" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                val first = waiter(changed, trail, "first")
                waiter(changed, trail, "second")
                settle()
                first.cancel("enough")
                changed.lock().withLock { changed.signal() }
                settle()
                trail.steps().toSet() shouldBe setOf("first: enough", "second goes on")
            }
        }

        "COND-11 the reason comes through, cancelled in the wait or on the way back" {
            inTask {
                for (signalled in listOf(false, true)) {
                    val changed = AsyncCondition.create()
                    val trail = Trail()
                    val waiting = waiter(changed, trail, "waiter")
                    settle()
                    changed.lock().acquire()
                    if (signalled) changed.signal()
                    settle()
                    waiting.cancel("my reason")
                    changed.lock().release()
                    waiting.end()
                    trail.reads("waiter: my reason")
                }
            }
        }

        "COND-12 cancelled after its signal, while it waits for the lock, it passes that on" {
            inTask {
                val changed = AsyncCondition.create()
                val trail = Trail()
                val first = waiter(changed, trail, "first")
                settle()
                waiter(changed, trail, "second")
                settle()
                changed.lock().acquire()
                changed.signal()
                settle()
                first.cancel("enough")
                settle()
                changed.lock().release()
                settle()
                trail.reads("first: enough", "second goes on")
                changed.lock().isLocked shouldBe false
                changed.waiting() shouldBe 0
            }
        }

        "COND-13 cancelled in the turn of the release, it ends with the lock, however it ends" {
            inTask {
                for (turns in 0..8) {
                    val changed = AsyncCondition.create()
                    val trail = Trail()
                    val waiting = waiter(changed, trail, "waiter")
                    settle()
                    changed.lock().acquire()
                    changed.signal()
                    changed.lock().release()
                    repeat(turns) { yield() }
                    waiting.cancel("enough")
                    waiting.end()
                    trail.steps().single() shouldBeIn listOf("waiter: enough", "waiter goes on")
                    waiting.state() shouldBeIn listOf(TaskState.CANCELLED, TaskState.FINISHED)
                    changed.lock().isLocked shouldBe false
                }
            }
        }

        "COND-15 a time limit ends with the lock held, which the block around it releases" {
            inTask {
                val changed = AsyncCondition.create()
                shouldThrow<TimeoutException> {
                    changed.lock().withLock {
                        timeout(1.hours) {
                            try {
                                changed.await()
                            } finally {
                                changed.lock().isLocked shouldBe true
                            }
                        }
                    }
                }
                changed.lock().isLocked shouldBe false
                changed.lock().withLock {
                    shouldThrow<TimeoutCancellationException> {
                        withTimeout(1.hours) { changed.awaitUntil { false } }
                    }
                    changed.lock().isLocked shouldBe true
                }
                changed.lock().isLocked shouldBe false
                changed.waiting() shouldBe 0
            }
        }
    })
