package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.waitFor
import dev.aiko.task.Task
import dev.aiko.task.TaskCancelledException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

class WaitForCancelTest :
    StringSpec({
        "TMO-29 cancelling who waits, with or without a limit, cancels the task as well" {
            inTask {
                val waits = listOf<suspend (Task<*>) -> Any?>(
                    { waitFor(it, 10.hours) },
                    { stage -> timeout(null) { stage.await() } },
                    { stage -> timeout(10.hours) { stage.await() } },
                    { Aiko.waitFor(it, 10.hours.toJavaDuration()).await() }
                )
                for (wait in waits) {
                    val trail = Trail()
                    val inner = task { trail.untilCancelled("inner") }
                    val waiting = task {
                        try {
                            wait(inner)
                        } catch (e: CancellationException) {
                            trail.add("waiting: ${e.message}")
                            throw e
                        }
                    }
                    delay(1.hours)
                    waiting.cancel("enough")
                    waiting.end()
                    trail.reads("inner is cancelled", "waiting: enough")
                    inner.isCancelled shouldBe true
                    waiting.state() shouldBe TaskState.CANCELLED
                }
            }
        }

        "TMO-29 cancelling the future of a wait cancels the task" {
            inTask {
                val inner = task { awaitCancellation() }
                val waiting = Aiko.waitFor(inner, 10.hours.toJavaDuration())
                delay(1.hours)
                waiting.cancel("enough") shouldBe true
                inner.end()
                inner.isCancelled shouldBe true
                waiting.end()
                waiting.isCancelled shouldBe true
            }
        }

        "TMO-30 a cancelled wait ends only when the task that ignores it has ended" {
            inTask {
                val trail = Trail()
                val inner = task { cleaningUpFor(100.hours) { trail.add("inner") } }
                val waiting = task {
                    try {
                        waitFor(inner, 200.hours)
                    } finally {
                        trail.add("waiting")
                    }
                }
                delay(1.hours)
                waiting.cancel("enough")
                elapsed { waiting.end() } shouldBe 100.hours
                trail.reads("inner", "waiting")
                waiting.state() shouldBe TaskState.CANCELLED
            }
        }

        "TMO-30 a limit that passes meanwhile makes no timeout of the cancel" {
            inTask {
                val inner = task { cleaningUpFor(100.hours) }
                val waiting = task { waitFor(inner, 2.hours) }
                delay(1.hours)
                waiting.cancel("enough")
                elapsed { waiting.end() } shouldBe 100.hours
                waiting.state() shouldBe TaskState.CANCELLED
            }
        }

        "TMO-29 a task that somebody else cancels is no timeout, and no cancel of who waits" {
            inTask {
                val inner = task { awaitCancellation() }
                Aiko.runningLoop().callLater(1.minutes.toJavaDuration()) { inner.cancel("enough") }
                shouldThrow<TaskCancelledException> { waitFor(inner, 1.hours) }
                    .cause?.message shouldBe "enough"
            }
        }
    })
