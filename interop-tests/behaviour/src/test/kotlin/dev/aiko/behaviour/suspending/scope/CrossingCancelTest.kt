package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours

/** A cancel from outside that crosses the end a block makes itself: it is never lost. */
class CrossingCancelTest :
    StringSpec({
        "a cancel in any turn around a deadline ends the task, and counts once" {
            for (turns in 0..4) {
                inTask {
                    val loop = Aiko.runningLoop()
                    val child = task {
                        try {
                            timeout(1.hours) { awaitCancellation() }
                        } catch (_: TimeoutException) {
                            repeat(9) { yield() }
                        }
                    }
                    delay(1.hours)
                    repeat(turns) { yield() }
                    child.cancel("outside") shouldBe true
                    child.end()
                    child.state() shouldBe TaskState.CANCELLED
                    child.cancelling() shouldBe 1
                    loop.allTasks().size shouldBe 1
                }
            }
        }

        "a cancel in any turn around a failure of a group ends the task, and counts once" {
            for (turns in 0..6) {
                inTask {
                    val child = task {
                        try {
                            taskGroup {
                                task {
                                    delay(1.hours)
                                    error("boom")
                                }
                                awaitCancellation()
                            }
                        } catch (_: TaskGroupException) {
                            repeat(9) { yield() }
                        }
                    }
                    delay(1.hours)
                    repeat(turns) { yield() }
                    child.cancel("outside") shouldBe true
                    child.end()
                    child.state() shouldBe TaskState.CANCELLED
                    child.cancelling() shouldBe 1
                }
            }
        }

        "a cancel that the failure of a group hides shows at the next wait" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        taskGroup {
                            task {
                                try {
                                    awaitCancellation()
                                } finally {
                                    error("boom")
                                }
                            }
                        }
                    } catch (_: TaskGroupException) {
                        trail.add("failed")
                    }
                    try {
                        yield()
                    } catch (late: CancellationException) {
                        trail.add("cancelled: ${late.message}")
                        throw late
                    }
                }
                delay(1.hours)
                child.cancel("outside")
                child.end()
                trail.reads("failed", "cancelled: outside")
                child.state() shouldBe TaskState.CANCELLED
            }
        }
    })
