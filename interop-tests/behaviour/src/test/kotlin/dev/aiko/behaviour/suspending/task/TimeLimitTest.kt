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
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Kotlin's own withTimeout, and the time limits every CompletableFuture has. */
class TimeLimitTest :
    StringSpec({
        "withTimeout inside a body goes by the loop's clock" {
            inTask {
                elapsed {
                    shouldThrow<TimeoutCancellationException> {
                        withTimeout(2.seconds) { delay(1.hours) }
                    }
                } shouldBe 2.seconds
                isActive shouldBe true
                Aiko.currentTask()!!.cancelling() shouldBe 0
                elapsed { withTimeoutOrNull(3.seconds) { awaitCancellation() } } shouldBe 3.seconds
                withTimeout(1.hours) { "in time" } shouldBe "in time"
            }
        }

        "withTimeout around an await cancels the task it waits for" {
            inTask {
                val slow = task { delay(1.hours) }
                elapsed {
                    withTimeoutOrNull(2.seconds) { slow.await() } shouldBe null
                } shouldBe 2.seconds
                slow.isCancelled shouldBe true
            }
        }

        "withTimeout around an await returns when the awaited task has cleaned up" {
            inTask {
                val trail = Trail()
                val slow = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { delay(1.minutes) }
                        trail.add("clean")
                    }
                }
                elapsed { withTimeoutOrNull(2.seconds) { slow.await() } } shouldBe 62.seconds
                trail.steps() shouldBe listOf("clean")
            }
        }

        "a withTimeout that is not used up leaves no timer behind" {
            inTask {
                withTimeout(10.seconds) { delay(1.seconds) }
                elapsed { delay(1.minutes) } shouldBe 1.minutes
                isActive shouldBe true
            }
        }

        "an expired withTimeout that leaves the body is a timeout outside, no cancellation" {
            inTask {
                val child = task { withTimeout(2.seconds) { awaitCancellation() } }
                shouldThrow<TimeoutException> { child.await() }
                child.state() shouldBe TaskState.FAILED
                child.isCancelled shouldBe false
                child.exception().shouldBeInstanceOf<TimeoutException>()
            }
        }

        "a cancel of the task inside withTimeout is a cancellation, no timeout" {
            inTask {
                val child = task { withTimeout(1.hours) { awaitCancellation() } }
                yield()
                child.cancel("enough")
                elapsed { child.end() } shouldBe Duration.ZERO
                child.isCancelled shouldBe true
            }
        }

        "orTimeout of a Kotlin task cancels the body and ends as a timeout" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        delay(1.hours)
                    } finally {
                        trail.add("stopped")
                    }
                }
                val limited = child.orTimeout(2, TimeUnit.SECONDS)
                elapsed { shouldThrow<TimeoutException> { limited.await() } } shouldBe 2.seconds
                trail.steps() shouldBe listOf("stopped")
                child.isDone shouldBe true
            }
        }

        "completeOnTimeout of a Kotlin task cancels the body and gives the other value" {
            inTask {
                val child = task {
                    delay(1.hours)
                    "own value"
                }
                val limited = child.completeOnTimeout("late", 2, TimeUnit.SECONDS)
                elapsed { limited.await() shouldBe "late" } shouldBe 2.seconds
                child.isDone shouldBe true
            }
        }
    })
