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
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** A cancel that comes when the body has said its last word, and its end is still to come. */
class LateCancelTest :
    StringSpec({
        "after the body, while a child runs: the child is stopped, and the value is lost" {
            inTask {
                val trail = Trail()
                val late = task {
                    launch {
                        try {
                            delay(1.hours)
                        } finally {
                            trail.add("child stops")
                        }
                    }
                    "lost"
                }
                repeat(3) { yield() }
                elapsed {
                    late.cancel("late") shouldBe true
                    late.state() shouldBe TaskState.CANCELLING
                    late.end()
                } shouldBe Duration.ZERO
                trail.steps() shouldBe listOf("child stops")
                late.state() shouldBe TaskState.CANCELLED
                late.cancelling() shouldBe 1
                shouldThrow<CancellationException> { late.result() }.message shouldBe "late"
            }
        }

        "after the body, while a child that will not be stopped runs: the value is lost as well" {
            inTask {
                val late = task {
                    launch { withContext(NonCancellable) { delay(2.hours) } }
                    "lost"
                }
                repeat(3) { yield() }
                elapsed {
                    late.cancel("late") shouldBe true
                    late.end()
                } shouldBe 2.hours
                late.state() shouldBe TaskState.CANCELLED
                late.cancelling() shouldBe 1
            }
        }

        "after a failure, while a child cleans up: it counts, and the failure stays the outcome" {
            inTask {
                val boom = IllegalStateException("boom")
                val late = task<Unit> {
                    launch {
                        try {
                            awaitCancellation()
                        } finally {
                            withContext(NonCancellable) { delay(1.minutes) }
                        }
                    }
                    yield()
                    throw boom
                }
                repeat(4) { yield() }
                late.isDone shouldBe false
                late.cancel("late") shouldBe true
                late.end()
                late.exception() shouldBeSameInstanceAs boom
                late.cancelling() shouldBe 1
            }
        }

        "a second request during the cleanup counts, and the first one is the reason" {
            inTask {
                val late = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { delay(1.minutes) }
                    }
                }
                yield()
                late.cancel("first")
                yield()
                late.cancel("second") shouldBe true
                elapsed { late.end() } shouldBe 1.minutes
                late.cancelling() shouldBe 2
                shouldThrow<CancellationException> { late.result() }.message shouldBe "first"
            }
        }

        "after the awaited future is done, before the body goes on: the value is lost" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<String>()
                val late = task { gate.await() }
                yield()
                gate.complete("lost")
                late.cancel("late") shouldBe true
                late.end()
                late.state() shouldBe TaskState.CANCELLED
                gate.result() shouldBe "lost"
            }
        }

        "caught in the body after a limit of its own: the limit is no cancel of the task" {
            inTask {
                val late = task {
                    try {
                        withTimeout(1.seconds) { awaitCancellation() }
                    } catch (_: CancellationException) {
                        "value"
                    }
                }
                late.await() shouldBe "value"
                late.cancelling() shouldBe 0
                late.cancel("late") shouldBe false
            }
        }
    })
