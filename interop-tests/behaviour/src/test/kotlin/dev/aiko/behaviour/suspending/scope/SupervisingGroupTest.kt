package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.GroupOptions
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
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

class SupervisingGroupTest :
    StringSpec({
        "a supervising group lets everybody finish and reports all failures in order" {
            inTask {
                val first = IllegalStateException("first")
                val second = IllegalArgumentException("second")
                val trail = Trail()
                lateinit var fine: Task<String>
                val failure = shouldThrow<TaskGroupException> {
                    elapsed {
                        taskGroup(GroupOptions.supervise()) {
                            task {
                                delay(2.hours)
                                throw second
                            }
                            task {
                                delay(1.hours)
                                throw first
                            }
                            fine = task {
                                delay(3.hours)
                                "fine"
                            }
                            delay(90.minutes)
                            trail.add("body ends")
                        }
                    }
                }
                failure.failures().shouldContainExactly(first, second)
                failure.cause shouldBeSameInstanceAs first
                fine.result() shouldBe "fine"
                trail.reads("body ends")
            }
        }

        "a supervising group takes children after a failure" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup(GroupOptions.supervise()) {
                        task { error("boom") }.end()
                        task { trail.add("later child") }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads("later child")
            }
        }

        "a supervising group without failures gives the value of its body" {
            inTask {
                taskGroup(GroupOptions.supervise()) { task { 20 }.await() + 1 } shouldBe 21
            }
        }

        "the failure of the body stops the children of a supervising group all the same" {
            inTask {
                val ofChild = IllegalStateException("of the child")
                val ofBody = IllegalStateException("of the body")
                val trail = Trail()
                failuresOf {
                    taskGroup(GroupOptions.supervise()) {
                        task { trail.untilCancelled("child") }
                        task { throw ofChild }
                        delay(1.hours)
                        throw ofBody
                    }
                }.shouldContainExactly(ofChild, ofBody)
                trail.reads("child is cancelled")
            }
        }

        "a body that lets out the failure of a child it waits for counts it once" {
            inTask {
                val boom = IllegalStateException("boom")
                val trail = Trail()
                failuresOf {
                    taskGroup(GroupOptions.supervise()) {
                        task { trail.untilCancelled("child") }
                        task<Unit> {
                            yield()
                            throw boom
                        }.await()
                    }
                }.shouldContainExactly(boom)
                trail.reads("child is cancelled")
            }
        }

        "a cancel from outside stops a supervising group" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup(GroupOptions.supervise()) {
                        task { trail.untilCancelled("child") }
                        task { cleaningUpFor(1.minutes) }
                        awaitCancellation()
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 1.minutes
                parent.isCancelled shouldBe true
                trail.reads("child is cancelled")
            }
        }

        "failures from before a cancel from outside are reported instead of it" {
            inTask {
                val boom = IllegalStateException("boom")
                val parent = task {
                    taskGroup(GroupOptions.supervise()) {
                        task { throw boom }
                        awaitCancellation()
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                parent.end()
                (parent.exception() as TaskGroupException).failures().shouldContainExactly(boom)
            }
        }
    })
