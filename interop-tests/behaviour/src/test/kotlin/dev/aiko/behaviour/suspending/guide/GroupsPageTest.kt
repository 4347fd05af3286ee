package dev.aiko.behaviour.suspending.guide

import dev.aiko.TaskGroup
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.start
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

suspend fun breakfast(): String = taskGroup {
    val tea = task { brew("tea", 2) }
    val cake = task { brew("cake", 1) }
    "${cake.await()} and ${tea.await()}"
}

suspend fun careful(): String =
    try {
        taskGroup {
            task { spill("milk", 1) }
            brew("tea", 60)
        }
    } catch (failed: TaskGroupException) {
        val spilled = failed.split(SpilledException::class.java)
        spilled.rest()?.let { throw it }
        "no breakfast: ${failed.leaves().first().message}"
    }

suspend fun serve(): Int = taskGroup {
    val table = group.start<Int> { ready ->
        brew("water", 1)
        ready.report(7)
        brew("tea", 5)
    }
    table
}

/** The Kotlin code of docs/guide/groups.md. */
class GroupsPageTest :
    StringSpec({
        "breakfast takes as long as the tea" {
            inTask { elapsed { breakfast() shouldBe "cake and tea" } shouldBe 2.seconds }
        }

        "a failure stops the rest" {
            inTask {
                elapsed {
                    careful() shouldBe "no breakfast: milk is on the floor"
                } shouldBe 1.seconds
            }
        }

        "a supervising group lets the others finish" {
            inTask {
                elapsed {
                    val failed = shouldThrow<TaskGroupException> {
                        taskGroup(GroupOptions.supervise()) {
                            task { spill("milk", 1) }
                            task { brew("tea", 2) }
                        }
                    }
                    failed.failures().size shouldBe 1
                } shouldBe 2.seconds
            }
        }

        "a child reports before it goes on" {
            inTask { elapsed { serve() shouldBe 7 } shouldBe 6.seconds }
        }

        "a cancelled group is a failure to the coroutine around it" {
            inTask {
                val stopped = shouldThrow<TaskCancelledException> {
                    taskGroup(GroupOptions.failFast().withName("kitchen")) {
                        task { brew("soup", 3600) }
                        group.cancel("the bell has rung")
                        delay(5.seconds)
                    }
                }
                stopped.message shouldBe "TaskGroup 'kitchen' was cancelled: the bell has rung"
            }
        }

        "a cancel of the coroutine around it waits for the children" {
            inTask {
                val trail = Trail()
                val kitchen = task {
                    taskGroup {
                        task {
                            try {
                                brew("tea", 60)
                            } finally {
                                shielded { brew("a cloth", 3) }
                                trail.add("clean")
                            }
                        }
                    }
                }
                delay(1.seconds)
                kitchen.cancel("fire")
                elapsed { kitchen.end() } shouldBe 3.seconds
                trail.steps() shouldBe listOf("clean")
                kitchen.isCancelled shouldBe true
            }
        }

        "the Java form in a coroutine is refused" {
            inTask {
                shouldThrow<IllegalStateException> {
                    TaskGroup.run { _ -> }
                }.message!! shouldStartWith "Waiting for TaskGroup.run(...) here would block"
            }
        }
    })
