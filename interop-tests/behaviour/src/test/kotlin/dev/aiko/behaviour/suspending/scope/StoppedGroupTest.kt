package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.TaskCancelledException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.yield
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** A group is asked to stop by `group.cancel`. */
class StoppedGroupTest :
    StringSpec({
        "children and body get the reason, and the task around the group is not cancelled" {
            inTask {
                val trail = Trail()
                val failure = shouldThrow<TaskCancelledException> {
                    taskGroup {
                        task {
                            try {
                                awaitCancellation()
                            } catch (e: CancellationException) {
                                trail.add("child: ${e.message}")
                                throw e
                            }
                        }
                        task {
                            delay(1.hours)
                            group.cancel("enough")
                        }
                        try {
                            awaitCancellation()
                        } catch (e: CancellationException) {
                            trail.add("body: ${e.message}")
                            throw e
                        }
                    }
                }
                failure.cause?.message shouldBe "enough"
                trail.steps().toSet() shouldBe setOf("child: enough", "body: enough")
                isActive shouldBe true
                Aiko.currentTask()!!.cancelling() shouldBe 0
                elapsed { delay(1.hours) } shouldBe 1.hours
            }
        }

        "a body that had ended keeps its value" {
            inTask {
                val trail = Trail()
                elapsed {
                    taskGroup {
                        task { trail.untilCancelled("child") }
                        task {
                            delay(1.hours)
                            group.cancel("enough")
                        }
                        "value"
                    } shouldBe "value"
                } shouldBe 1.hours
                trail.reads("child is cancelled")
            }
        }

        "the body that cancels its group goes on to its next wait" {
            inTask {
                val trail = Trail()
                shouldThrow<TaskCancelledException> {
                    taskGroup {
                        task { trail.add("never") }
                        group.cancel("enough")
                        trail.add("body goes on")
                        yield()
                        trail.add("never")
                    }
                }
                trail.reads("body goes on")
            }
        }

        "the group waits for the cleanup of those it stops, and their failures are its own" {
            inTask {
                val boom = IllegalStateException("boom")
                elapsed {
                    failuresOf {
                        taskGroup {
                            task { cleaningUpFor(1.minutes) { throw boom } }
                            task {
                                yield()
                                group.cancel("enough")
                            }
                            awaitCancellation()
                        }
                    }.shouldContainExactly(boom)
                } shouldBe 1.minutes
            }
        }

        "a second cancel does nothing, nor does one on a group that has ended" {
            inTask {
                val ended = taskGroup { group }
                ended.cancel("too late")
                val trail = Trail()
                shouldThrow<TaskCancelledException> {
                    taskGroup {
                        group.cancel("first")
                        group.cancel("second")
                        yield()
                    }
                }.cause?.message shouldBe "first"
                trail.reads()
                elapsed { yield() } shouldBe Duration.ZERO
            }
        }

        "a group that was stopped takes no children" {
            inTask {
                shouldThrow<TaskCancelledException> {
                    taskGroup {
                        group.cancel("enough")
                        shouldThrow<IllegalStateException> { task { } }
                        yield()
                    }
                }
            }
        }

        "a cancel from outside after it wins, as the task is cancelled indeed" {
            inTask {
                val parent = task {
                    taskGroup {
                        task { cleaningUpFor(1.minutes) }
                        yield()
                        group.cancel("from inside")
                        awaitCancellation()
                    }
                }
                delay(30.seconds)
                parent.cancel("from outside")
                parent.end()
                parent.state() shouldBe TaskState.CANCELLED
                parent.cancelling() shouldBe 1
            }
        }

        "a stop from another thread works as well" {
            inTask {
                val trail = Trail()
                shouldThrow<TaskCancelledException> {
                    taskGroup {
                        task { trail.untilCancelled("child") }
                        Aiko.runningLoop().callSoon {
                            thread { group.cancel("from a thread") }
                        }
                        awaitCancellation()
                    }
                }.cause?.message shouldBe "from a thread"
                trail.reads("child is cancelled")
            }
        }
    })
