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
import io.kotest.matchers.collections.shouldContainExactlyInAnyOrder
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** The task around a group is cancelled. */
class GroupCancelTest :
    StringSpec({
        "TG-09 a cancel in the body stops the children, waits for them and goes on as cancel" {
            inTask {
                val trail = Trail()
                val parent = task {
                    try {
                        taskGroup {
                            task { trail.untilCancelled("child") }
                            task { cleaningUpFor(1.minutes) { trail.add("slow child is clean") } }
                            trail.untilCancelled("body")
                        }
                    } catch (e: CancellationException) {
                        trail.add("group: ${e.message}")
                        throw e
                    }
                }
                delay(1.hours)
                parent.cancel("enough") shouldBe true
                elapsed { parent.end() } shouldBe 1.minutes
                parent.state() shouldBe TaskState.CANCELLED
                shouldThrow<CancellationException> { parent.result() }.message shouldBe "enough"
                trail.steps().take(2) shouldContainExactlyInAnyOrder
                    listOf("body is cancelled", "child is cancelled")
                trail.steps().drop(2) shouldBe listOf("slow child is clean", "group: enough")
            }
        }

        "TG-09 a cancel while the group waits at its end does the same" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        task { trail.untilCancelled("child") }
                        task { cleaningUpFor(1.minutes) { trail.add("slow child is clean") } }
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 1.minutes
                parent.state() shouldBe TaskState.CANCELLED
                trail.reads("child is cancelled", "slow child is clean")
            }
        }

        "TG-09 the children see the reason" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        task {
                            try {
                                awaitCancellation()
                            } catch (e: CancellationException) {
                                trail.add("child: ${e.message}")
                                throw e
                            }
                        }
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                parent.end()
                trail.reads("child: enough")
            }
        }

        "TG-10 children that fail while a cancel stops them replace it by their failures" {
            inTask {
                val first = IllegalStateException("first")
                val second = IllegalStateException("second")
                val parent = task {
                    taskGroup {
                        task { cleaningUpFor(1.minutes) { throw first } }
                        task { cleaningUpFor(2.minutes) { throw second } }
                        awaitCancellation()
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                parent.end()
                parent.state() shouldBe TaskState.FAILED
                val failure = parent.exception() as TaskGroupException
                failure.failures().shouldContainExactly(first, second)
            }
        }

        "TG-13 a failure while the body cleans up after a cancel is collected" {
            inTask {
                val boom = IllegalStateException("boom")
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        task { cleaningUpFor(1.minutes) { throw boom } }
                        try {
                            awaitCancellation()
                        } finally {
                            withContext(NonCancellable) { delay(2.minutes) }
                            trail.add("body is clean")
                        }
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 2.minutes
                (parent.exception() as TaskGroupException).failures().shouldContainExactly(boom)
                trail.reads("body is clean")
            }
        }

        "TG-14 a body that answers its cancellation with a failure makes the group fail" {
            inTask {
                val boom = IllegalStateException("boom")
                val parent = task {
                    taskGroup {
                        task { awaitCancellation() }
                        try {
                            awaitCancellation()
                        } finally {
                            throw boom
                        }
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                parent.end()
                (parent.exception() as TaskGroupException).failures().shouldContainExactly(boom)
            }
        }

        "TG-24 in Kotlin a body that swallows a cancel from outside ends cancelled, all stop" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        task { trail.untilCancelled("child") }
                        try {
                            awaitCancellation()
                        } catch (_: CancellationException) {
                            trail.add("body goes on")
                        }
                        "a value nobody gets"
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe Duration.ZERO
                parent.state() shouldBe TaskState.CANCELLED
                parent.cancelling() shouldBe 1
                trail.steps() shouldContainExactlyInAnyOrder
                    listOf("child is cancelled", "body goes on")
            }
        }
    })
