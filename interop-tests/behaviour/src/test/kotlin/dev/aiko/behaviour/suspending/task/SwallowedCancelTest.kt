package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
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
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

class SwallowedCancelTest :
    StringSpec({
        "TASK-15 in Kotlin a body that catches its cancellation and returns stays cancelled" {
            inTask {
                val child = task {
                    try {
                        awaitCancellation()
                    } catch (_: CancellationException) {
                        "a value nobody gets"
                    }
                }
                yield()
                child.cancel("enough")
                child.end()
                child.isCancelled shouldBe true
                child.state() shouldBe TaskState.CANCELLED
                shouldThrow<CancellationException> { child.result() }.message shouldBe "enough"
            }
        }

        "TASK-16 in Kotlin a body that catches its cancellation cannot suspend any more" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        awaitCancellation()
                    } catch (_: CancellationException) {
                        trail.add("active: $isActive")
                    }
                    try {
                        delay(1.hours)
                    } catch (e: CancellationException) {
                        trail.add("again: ${e.message}")
                    }
                    Aiko.runningLoop().createFuture<Unit>().await()
                    trail.add("never")
                }
                yield()
                child.cancel("enough")
                elapsed { child.end() } shouldBe Duration.ZERO
                trail.steps() shouldBe listOf("active: false", "again: enough")
                child.isCancelled shouldBe true
            }
        }

        "TASK-16 in Kotlin cleanup suspends undisturbed under NonCancellable" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) {
                            delay(10.minutes)
                            trail.add(task { "helped" }.await())
                        }
                    }
                }
                yield()
                child.cancel("first")
                yield()
                child.cancel("second")
                elapsed { child.end() } shouldBe 10.minutes
                trail.steps() shouldBe listOf("helped")
                child.isCancelled shouldBe true
            }
        }

        "TASK-27 a failure while the cancellation is handled becomes the outcome" {
            inTask {
                val boom = IllegalStateException("boom")
                val child = task<Unit> {
                    try {
                        awaitCancellation()
                    } catch (_: CancellationException) {
                        throw boom
                    }
                }
                yield()
                child.cancel("enough")
                shouldThrow<IllegalStateException> { child.await() } shouldBeSameInstanceAs boom
                child.isCancelled shouldBe false
                child.state() shouldBe TaskState.FAILED
                child.exception() shouldBeSameInstanceAs boom
            }
        }

        "TASK-27 a failure of the cleanup after its own awaits becomes the outcome, too" {
            inTask {
                val boom = IllegalArgumentException("cleanup failed")
                val child = task<Unit> {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { delay(1.minutes) }
                        // Thrown out here, because withContext may throw a copy of a failure.
                        throw boom
                    }
                }
                yield()
                child.cancel(false)
                child.end()
                child.exception() shouldBeSameInstanceAs boom
                child.state() shouldBe TaskState.FAILED
            }
        }
    })
