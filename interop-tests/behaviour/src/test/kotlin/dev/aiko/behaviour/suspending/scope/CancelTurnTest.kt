package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.Task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** A cancel meets other events in the life of a group. */
class CancelTurnTest :
    StringSpec({
        "TG-10 a cancel and the failure of a child in the same turn: one of the two comes out" {
            inTask {
                val boom = IllegalStateException("boom")
                val loop = Aiko.runningLoop()
                val gate = loop.createFuture<Unit>()
                val parent = task {
                    taskGroup {
                        task {
                            gate.await()
                            throw boom
                        }
                    }
                }
                delay(1.seconds)
                gate.completeExceptionally(boom)
                parent.cancel("enough")
                parent.end()
                parent.state() shouldBeIn listOf(TaskState.CANCELLED, TaskState.FAILED)
                Aiko.allTasks().size shouldBe 1
            }
        }

        "TG-09 after the last child has ended, before the group has woken" {
            inTask {
                lateinit var child: Task<String>
                val gate = Aiko.runningLoop().createFuture<Unit>()
                val parent = task {
                    taskGroup {
                        child = task {
                            gate.await()
                            "value"
                        }
                    }
                    "parent"
                }
                delay(1.seconds)
                gate.complete(Unit)
                child.end()
                parent.cancel("enough")
                parent.end()
                child.result() shouldBe "value"
                parent.state() shouldBeIn listOf(TaskState.CANCELLED, TaskState.FINISHED)
            }
        }

        "TG-09 a child that swallows its cancellation keeps the group open until it ends" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        task {
                            try {
                                cleaningUpFor(100.hours)
                            } catch (_: CancellationException) {
                                trail.add("child swallows")
                            }
                        }
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 100.hours
                trail.reads("child swallows")
                parent.state() shouldBe TaskState.CANCELLED
            }
        }

        "TG-09 a derived stage of a child, cancelled, cancels the child alone" {
            inTask {
                val trail = Trail()
                lateinit var child: Task<Unit>
                taskGroup {
                    child = task { trail.untilCancelled("child") }
                    task {
                        delay(2.hours)
                        trail.add("sibling")
                    }
                    val derived = child.thenApply { "derived" }
                    delay(1.hours)
                    derived.cancel(false)
                    "value"
                } shouldBe "value"
                child.isCancelled shouldBe true
                trail.reads("child is cancelled", "sibling")
            }
        }
    })
