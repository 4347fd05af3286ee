package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class GroupFailureTest :
    StringSpec({
        "TG-03 a child cancelled on its own stops nobody and fails nothing" {
            inTask {
                val trail = Trail()
                lateinit var stopped: Task<Unit>
                taskGroup {
                    stopped = task { awaitCancellation() }
                    task {
                        delay(2.hours)
                        trail.add("sibling")
                    }
                    delay(1.hours)
                    stopped.cancel("not needed")
                    delay(2.hours)
                    "value"
                } shouldBe "value"
                stopped.isCancelled shouldBe true
                trail.reads("sibling")
            }
        }

        "TG-03 a child cancelled before its first step does no harm either" {
            inTask {
                taskGroup {
                    task { error("never runs") }.cancel(false)
                    "value"
                } shouldBe "value"
            }
        }

        "TG-04, TG-05 a failing child stops the others and the body, which add nothing" {
            inTask {
                val boom = IllegalStateException("boom")
                val trail = Trail()
                lateinit var sibling: Task<Unit>
                elapsed {
                    failuresOf {
                        taskGroup {
                            sibling = task { trail.untilCancelled("sibling") }
                            task {
                                delay(1.hours)
                                throw boom
                            }
                            trail.untilCancelled("body")
                        }
                    }.shouldContainExactly(boom)
                } shouldBe 1.hours
                trail.steps().toSet() shouldBe setOf("sibling is cancelled", "body is cancelled")
                sibling.isCancelled shouldBe true
            }
        }

        "TG-04 the failure of a child stops the others while the group waits at its end" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup {
                        task { trail.untilCancelled("sibling") }
                        task {
                            delay(1.hours)
                            error("boom")
                        }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads("sibling is cancelled")
            }
        }

        "TG-04 failures are in the order in which they happened, the first is the cause" {
            inTask {
                val first = IllegalStateException("first")
                val second = IOException("second")
                val third = IllegalArgumentException("third")
                val failure = shouldThrow<TaskGroupException> {
                    taskGroup {
                        task { cleaningUpFor(2.minutes) { throw third } }
                        task { cleaningUpFor(1.minutes) { throw second } }
                        task {
                            yield()
                            throw first
                        }
                    }
                }
                failure.failures().shouldContainExactly(first, second, third)
                failure.cause shouldBeSameInstanceAs first
                failure.suppressed.toList().shouldContainExactly(second, third)
            }
        }

        "TG-04 the group waits until those it has stopped have cleaned up" {
            inTask {
                elapsed {
                    failuresOf {
                        taskGroup {
                            task { cleaningUpFor(10.minutes) }
                            task {
                                delay(1.seconds)
                                error("boom")
                            }
                        }
                    }
                } shouldBe 10.minutes + 1.seconds
            }
        }

        "TG-08 a single failure comes in a TaskGroupException, too" {
            inTask {
                val boom = IllegalStateException("boom")
                val failure = shouldThrow<TaskGroupException> { taskGroup { task { throw boom } } }
                failure.failures().shouldContainExactly(boom)
                failure.cause shouldBeSameInstanceAs boom
                failure.suppressed.size shouldBe 0
            }
        }

        "TG-05 a child that ended before the failure keeps its value" {
            inTask {
                lateinit var quick: Task<String>
                failuresOf {
                    taskGroup {
                        quick = task { "value" }
                        quick.end()
                        task { error("boom") }
                    }
                }.size shouldBe 1
                quick.result() shouldBe "value"
            }
        }
    })
