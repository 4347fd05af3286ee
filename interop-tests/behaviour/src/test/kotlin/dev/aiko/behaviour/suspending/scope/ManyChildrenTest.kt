package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.GroupOptions
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours

private const val MANY = 100_000

/** Very many children. */
class ManyChildrenTest :
    StringSpec({
        "TG-01 a group of a hundred thousand children" {
            inTask {
                var ended = 0
                elapsed {
                    taskGroup {
                        repeat(MANY) {
                            task {
                                delay(1.hours)
                                ended++
                            }
                        }
                        group.tasks().size shouldBe MANY
                    }
                } shouldBe 1.hours
                ended shouldBe MANY
                Aiko.allTasks().size shouldBe 1
            }
        }

        "TG-04 a failure stops a hundred thousand children" {
            inTask {
                val boom = IllegalStateException("boom")
                failuresOf {
                    taskGroup {
                        repeat(MANY) { task { awaitCancellation() } }
                        task {
                            delay(1.hours)
                            throw boom
                        }
                    }
                }.shouldContainExactly(boom)
                Aiko.allTasks().size shouldBe 1
            }
        }

        "TG-09 a cancel stops a hundred thousand children" {
            inTask {
                val parent = task { taskGroup { repeat(MANY) { task { awaitCancellation() } } } }
                delay(1.hours)
                parent.cancel("enough")
                parent.end()
                parent.state() shouldBe TaskState.CANCELLED
                Aiko.allTasks().size shouldBe 1
            }
        }

        "ten thousand failures are reported in order" {
            inTask {
                val numbers = failuresOf {
                    taskGroup(GroupOptions.supervise()) {
                        repeat(10_000) { number -> task { error("$number") } }
                    }
                }.map { it.message!!.toInt() }
                numbers shouldBe List(10_000) { it }
            }
        }
    })
