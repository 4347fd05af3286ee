package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.waitFor
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

class WaitForTest :
    StringSpec({
        "TMO-22 a value in time is the value" {
            inTask {
                elapsed {
                    waitFor(
                        task {
                            delay(1.hours)
                            "value"
                        },
                        2.hours
                    ) shouldBe "value"
                } shouldBe 1.hours
                Aiko.waitFor(task { 1 }, 1.hours.toJavaDuration()).await() shouldBe 1
            }
        }

        "TMO-22 without a limit it waits for as long as it takes" {
            inTask {
                val slow = task {
                    delay(1000.hours)
                    "value"
                }
                elapsed { timeout(null) { slow.await() } shouldBe "value" } shouldBe 1000.hours
            }
        }

        "TMO-22 a failure in time is the failure" {
            inTask {
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    waitFor(task<Unit> { throw boom }, 1.hours)
                } shouldBeSameInstanceAs boom
            }
        }

        "TMO-23 when the time is over the task is cancelled, and its end is waited for" {
            inTask {
                val trail = Trail()
                val slow = task { cleaningUpFor(1.minutes) { trail.add("clean") } }
                elapsed {
                    shouldThrow<TimeoutException> { waitFor(slow, 1.hours) }
                } shouldBe 1.hours + 1.minutes
                trail.reads("clean")
                slow.isCancelled shouldBe true
            }
        }

        "TMO-24 a task that ignores its cancellation is waited for, however long it takes" {
            inTask {
                val stubborn = Aiko.createTask(
                    Callable {
                        try {
                            Aiko.await(Aiko.sleep(10.hours.toJavaDuration()))
                        } catch (_: CancellationException) {
                            Aiko.await(Aiko.sleep(100.hours.toJavaDuration()))
                        }
                        "late"
                    }
                )
                elapsed { waitFor(stubborn, 1.hours) shouldBe "late" } shouldBe 101.hours
            }
        }

        "TMO-24 in Kotlin such a task ends cancelled, and the wait is late" {
            inTask {
                val stubborn = task {
                    try {
                        cleaningUpFor(100.hours)
                    } catch (_: CancellationException) {
                        "a value nobody gets"
                    }
                }
                elapsed {
                    shouldThrow<TimeoutException> { waitFor(stubborn, 1.hours) }
                } shouldBe 101.hours
            }
        }

        "TMO-25 a failure in answer to the cancellation is the outcome" {
            inTask {
                val boom = IllegalStateException("boom")
                val slow = task { cleaningUpFor(1.minutes) { throw boom } }
                shouldThrow<IllegalStateException> {
                    waitFor(slow, 1.hours)
                } shouldBeSameInstanceAs boom
            }
        }

        "TMO-32 a block with or without a limit runs in the calling task" {
            inTask {
                val me = Aiko.currentTask()
                timeout(1.hours) {
                    Aiko.currentTask() shouldBeSameInstanceAs me
                    yield()
                    Aiko.currentTask() shouldBeSameInstanceAs me
                }
                timeout(null) { Aiko.currentTask() shouldBeSameInstanceAs me }
            }
        }

        "the variant that abandons does not wait for the end" {
            inTask {
                val trail = Trail()
                val slow = task { cleaningUpFor(1.minutes) { trail.add("clean") } }
                elapsed {
                    shouldThrow<TimeoutException> {
                        Aiko.waitForOrAbandon(slow, 1.hours.toJavaDuration()).await()
                    }
                } shouldBe 1.hours
                trail.reads()
                slow.isDone shouldBe false
                delay(1.hours)
                trail.reads("clean")
                slow.isCancelled shouldBe true
            }
        }

        "the timeout tells of the task as it was before the cancel, which is the cause" {
            inTask {
                val slow = task("slow one") { cleaningUpFor(1.minutes) }
                val late = shouldThrow<TimeoutException> { waitFor(slow, 1.hours) }
                late.message shouldStartWith "<Task pending name='slow one'"
                late.cause.shouldBeInstanceOf<CancellationException>()
                    .message shouldBe "the time limit of a waitFor is over"
            }
        }

        "so does that of the variant that abandons, and the end is not there to be the cause" {
            inTask {
                val slow = task("slow one") { cleaningUpFor(1.minutes) }
                val late = shouldThrow<TimeoutException> {
                    Aiko.waitForOrAbandon(slow, 1.hours.toJavaDuration()).await()
                }
                late.message shouldStartWith "<Task pending name='slow one'"
                late.cause shouldBe null
            }
        }

        "a foreign future that is late is cancelled" {
            inTask {
                val foreign = CompletableFuture<Int>()
                elapsed { shouldThrow<TimeoutException> { waitFor(foreign, 1.hours) } } shouldBe
                    1.hours
                foreign.isCancelled shouldBe true
            }
        }

        "a timeout is never a cancellation for who waits" {
            inTask {
                val child = task {
                    waitFor(task { awaitCancellation() }, 1.hours)
                }
                shouldThrow<TimeoutException> { child.await() }
                child.isCancelled shouldBe false
            }
        }
    })
