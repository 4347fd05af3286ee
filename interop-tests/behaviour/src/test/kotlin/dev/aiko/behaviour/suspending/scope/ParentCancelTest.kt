package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.Task
import dev.aiko.task.TaskState
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** The task around a group is cancelled at every moment of the group's life. */
class ParentCancelTest :
    StringSpec({
        "TG-09 before the group is opened: nothing of it runs to a wait" {
            inTask {
                val trail = Trail()
                val parent = task {
                    Aiko.currentTask()!!.cancel("by myself")
                    taskGroup {
                        trail.add("body")
                        task { trail.add("never") }
                        yield()
                        trail.add("never")
                    }
                }
                parent.end()
                parent.state() shouldBe TaskState.CANCELLED
                trail.steps().contains("never") shouldBe false
            }
        }

        "TG-09 in every turn of its life: nothing is left, nobody lives on" {
            for (turns in 0..12) {
                withClue("after $turns turns") {
                    inTask {
                        val children = mutableListOf<Task<*>>()
                        val parent = task {
                            taskGroup {
                                repeat(2) { children += task { repeat(5) { yield() } } }
                                repeat(3) { yield() }
                                children += task { repeat(3) { yield() } }
                            }
                            awaitCancellation()
                        }
                        repeat(turns) { yield() }
                        parent.cancel("enough")
                        elapsed { parent.end() } shouldBe Duration.ZERO
                        parent.state() shouldBe TaskState.CANCELLED
                        children.all { it.isDone } shouldBe true
                        Aiko.allTasks().size shouldBe 1
                    }
                }
            }
        }

        "TG-10 in every turn around the failure of a child: its failure or the cancel comes out" {
            for (turns in 0..12) {
                withClue("after $turns turns") {
                    inTask {
                        val boom = IllegalStateException("boom")
                        val parent = task {
                            taskGroup {
                                task { awaitCancellation() }
                                task {
                                    repeat(4) { yield() }
                                    throw boom
                                }
                            }
                        }
                        repeat(turns) { yield() }
                        parent.cancel("enough")
                        elapsed { parent.end() } shouldBe Duration.ZERO
                        parent.state() shouldBeIn listOf(TaskState.CANCELLED, TaskState.FAILED)
                        if (parent.state() == TaskState.FAILED) {
                            (parent.exception() as TaskGroupException).failures()
                                .shouldContainExactly(boom)
                        }
                        Aiko.allTasks().size shouldBe 1
                    }
                }
            }
        }

        "TG-10 while children clean up after a failure: they are not disturbed, failures come" {
            inTask {
                val trail = Trail()
                val first = IllegalStateException("first")
                val second = IllegalStateException("second")
                val parent = task {
                    taskGroup {
                        task { cleaningUpFor(10.minutes) { trail.add("clean") } }
                        task { cleaningUpFor(5.minutes) { throw second } }
                        task {
                            delay(1.hours)
                            throw first
                        }
                    }
                }
                delay(1.hours + 1.minutes)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 9.minutes
                trail.reads("clean")
                (parent.exception() as TaskGroupException).failures()
                    .shouldContainExactly(first, second)
            }
        }

        "TG-09 a second cancel while children clean up after the first disturbs nobody" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup { task { cleaningUpFor(10.minutes) { trail.add("clean") } } }
                }
                delay(1.hours)
                parent.cancel("first")
                delay(1.minutes)
                parent.cancel("second")
                elapsed { parent.end() } shouldBe 9.minutes
                trail.reads("clean")
                parent.state() shouldBe TaskState.CANCELLED
                parent.cancelling() shouldBe 2
            }
        }
    })
