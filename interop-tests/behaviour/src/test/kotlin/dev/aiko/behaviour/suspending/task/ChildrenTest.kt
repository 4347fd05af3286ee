package dev.aiko.behaviour.suspending.task

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** The coroutines a body launches in its own scope: the structure that Kotlin users expect. */
class ChildrenTest :
    StringSpec({
        "a task is done when the children of its body are" {
            inTask {
                val trail = Trail()
                val child = task {
                    launch {
                        delay(1.hours)
                        trail.add("launched child ends")
                    }
                    val sum = async { 3 + 4 }
                    trail.add("body ends")
                    sum.await()
                }
                yield()
                yield()
                yield()
                child.isDone shouldBe false
                elapsed { child.await() shouldBe 7 } shouldBe 1.hours
                trail.steps() shouldBe listOf("body ends", "launched child ends")
            }
        }

        "a failing child fails the task with its own failure, and stops the rest" {
            inTask {
                val trail = Trail()
                val boom = IllegalStateException("boom")
                val child = task {
                    launch {
                        try {
                            awaitCancellation()
                        } finally {
                            trail.add("sibling stops")
                        }
                    }
                    launch { throw boom }
                    try {
                        delay(1.hours)
                    } finally {
                        trail.add("body stops")
                    }
                }
                elapsed {
                    shouldThrow<IllegalStateException> { child.await() } shouldBeSameInstanceAs boom
                } shouldBe Duration.ZERO
                child.state() shouldBe TaskState.FAILED
                child.cancelling() shouldBe 0
                trail.steps().toSet() shouldBe setOf("sibling stops", "body stops")
            }
        }

        "a child that fails after the body has ended fails the task" {
            inTask {
                val boom = IllegalStateException("boom")
                val child = task {
                    launch {
                        delay(1.hours)
                        throw boom
                    }
                    "lost"
                }
                child.end()
                child.exception() shouldBeSameInstanceAs boom
            }
        }

        "a cancelled task waits for the cleanup of its children" {
            inTask {
                val trail = Trail()
                val child = task {
                    launch {
                        try {
                            awaitCancellation()
                        } finally {
                            withContext(NonCancellable) { delay(5.minutes) }
                            trail.add("child is clean")
                        }
                    }
                    awaitCancellation()
                }
                yield()
                yield()
                child.cancel("enough")
                elapsed { child.end() } shouldBe 5.minutes
                trail.steps() shouldBe listOf("child is clean")
                child.isCancelled shouldBe true
            }
        }

        "cancelling one child leaves the task alone" {
            inTask {
                val child = task {
                    val worker = launch { awaitCancellation() }
                    yield()
                    worker.cancel()
                    worker.join()
                    "done"
                }
                child.await() shouldBe "done"
                child.cancelling() shouldBe 0
            }
        }

        "a failure inside a supervisor does not reach the task" {
            inTask {
                val child = task {
                    supervisorScope {
                        val failing = async<Int> { error("boom") }
                        runCatching { failing.await() }.isFailure
                    }
                }
                child.await() shouldBe true
            }
        }

        "a task made in a body belongs to the loop and outlives it" {
            inTask {
                val trail = Trail()
                val creator = task {
                    task {
                        delay(1.hours)
                        trail.add("outlived")
                    }
                }
                val made = creator.await()
                made.isDone shouldBe false
                made.await()
                trail.steps() shouldBe listOf("outlived")
            }
        }

        "a task that fails does not fail the body that made it" {
            inTask {
                val failing = task<Unit> { error("boom") }
                delay(1.hours)
                failing.exception()?.message shouldBe "boom"
            }
        }
    })
