package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

class NestedGroupTest :
    StringSpec({
        "TG-11 the failure of an inner group is one failure of the outer one" {
            inTask {
                val boom = IllegalStateException("boom")
                val inner = failuresOf {
                    taskGroup {
                        taskGroup { task { throw boom } }
                    }
                }.single()
                inner.shouldBeInstanceOf<TaskGroupException>()
                inner.failures().shouldContainExactly(boom)
            }
        }

        "TG-11 so it is when a child has opened the inner group" {
            inTask {
                val boom = IOException("boom")
                val inner = failuresOf {
                    taskGroup {
                        task { taskGroup { task { throw boom } } }
                        awaitCancellation()
                    }
                }.single()
                inner.shouldBeInstanceOf<TaskGroupException>()
                inner.failures().shouldContainExactly(boom)
            }
        }

        "TG-11 failures of both groups are in the outer one, and can be told apart by type" {
            inTask {
                val ofOuter = IOException("of the outer group")
                val ofInner = IllegalStateException("of the inner group")
                val failure = shouldThrow<TaskGroupException> {
                    taskGroup {
                        task {
                            delay(1.minutes)
                            throw ofOuter
                        }
                        taskGroup {
                            task { cleaningUpFor(1.minutes) { throw ofInner } }
                        }
                    }
                }
                failure.leaves().shouldContainExactly(ofOuter, ofInner)
                failure.leaves(IOException::class.java).shouldContainExactly(ofOuter)
                val halves = failure.split(IOException::class.java)
                halves.matched()!!.failures().shouldContainExactly(ofOuter)
                (halves.rest()!!.failures().single() as TaskGroupException).failures()
                    .shouldContainExactly(ofInner)
            }
        }

        "TG-12 a failing child of the inner group stops the children of the outer one" {
            inTask {
                val boom = IllegalStateException("boom")
                val trail = Trail()
                val failures = failuresOf {
                    taskGroup {
                        task { trail.untilCancelled("child of the outer group") }
                        taskGroup {
                            task { trail.untilCancelled("child of the inner group") }
                            task {
                                delay(1.hours)
                                throw boom
                            }
                        }
                    }
                }
                (failures.single() as TaskGroupException).failures().shouldContainExactly(boom)
                trail.reads(
                    "child of the inner group is cancelled",
                    "child of the outer group is cancelled"
                )
            }
        }

        "TG-12 an inner failure that is caught stops nobody outside" {
            inTask {
                val trail = Trail()
                taskGroup {
                    task {
                        delay(1.hours)
                        trail.add("child of the outer group")
                    }
                    failuresOf {
                        taskGroup {
                            task {
                                yield()
                                error("boom")
                            }
                            awaitCancellation()
                        }
                    }.map { it.message } shouldBe listOf("boom")
                    delay(1.minutes)
                    trail.add("body goes on")
                }
                trail.reads("body goes on", "child of the outer group")
            }
        }

        "TG-09 a cancel goes through both groups, the inner one first" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        task { cleaningUpFor(2.minutes) { trail.add("outer child is clean") } }
                        try {
                            taskGroup {
                                task {
                                    cleaningUpFor(1.minutes) { trail.add("inner child is clean") }
                                }
                            }
                        } finally {
                            trail.add("inner group is over")
                        }
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 2.minutes
                parent.state() shouldBe TaskState.CANCELLED
                trail.reads("inner child is clean", "inner group is over", "outer child is clean")
            }
        }

        "TG-12 the failure of an outer child goes through the inner group as a cancel" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup {
                        task {
                            delay(1.hours)
                            error("boom")
                        }
                        taskGroup { task { trail.untilCancelled("inner child") } }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads("inner child is cancelled")
            }
        }
    })
