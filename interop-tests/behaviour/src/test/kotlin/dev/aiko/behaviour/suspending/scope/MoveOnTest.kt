package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.moveOnAfter
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.scope.Timeout
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.yield
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** A limit that expires quietly. */
class MoveOnTest :
    StringSpec({
        "in time it gives the value of the block, later nothing" {
            inTask {
                moveOnAfter(1.hours) { "value" } shouldBe "value"
                moveOnAfter(null) {
                    delay(100.hours)
                    "value"
                } shouldBe "value"
                lateinit var limit: Timeout
                elapsed {
                    moveOnAfter(1.hours) { t ->
                        limit = t
                        awaitCancellation()
                    } shouldBe null
                } shouldBe 1.hours
                limit.expired() shouldBe true
                isActive shouldBe true
                Aiko.currentTask()!!.cancelling() shouldBe 0
            }
        }

        "it waits for the cleanup of the block" {
            inTask {
                elapsed {
                    moveOnAfter(1.hours) { cleaningUpFor(1.minutes) } shouldBe null
                } shouldBe 1.hours + 1.minutes
            }
        }

        "with no time left the first wait is too late" {
            inTask {
                elapsed {
                    moveOnAfter(Duration.ZERO) {
                        yield()
                        "value"
                    } shouldBe null
                } shouldBe Duration.ZERO
            }
        }

        "failures pass, and so does a cancel from outside" {
            inTask {
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    moveOnAfter(1.hours) { throw boom }
                } shouldBeSameInstanceAs boom
                val child = task {
                    moveOnAfter(2.hours) { awaitCancellation() }
                    "never"
                }
                delay(1.hours)
                child.cancel(false)
                child.end()
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "a failure in answer to the expiry passes, too" {
            inTask {
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    moveOnAfter(1.hours) {
                        try {
                            awaitCancellation()
                        } catch (_: CancellationException) {
                            throw boom
                        }
                    }
                } shouldBeSameInstanceAs boom
            }
        }

        "the timeout of a limit inside is a failure, and not quiet" {
            inTask {
                shouldThrow<TimeoutException> {
                    moveOnAfter(2.hours) { timeout(1.hours) { awaitCancellation() } }
                }
                elapsed {
                    moveOnAfter(1.hours) { timeout(2.hours) { awaitCancellation() } } shouldBe null
                } shouldBe 1.hours
            }
        }

        "neither is that of a limit in the cleanup of the block" {
            inTask {
                val late = shouldThrow<TimeoutException> {
                    moveOnAfter(1.hours) {
                        try {
                            awaitCancellation()
                        } finally {
                            shielded { timeout(2.hours) { awaitCancellation() } }
                        }
                    }
                }
                late.message shouldBe "The block was not done within PT2H."
            }
        }

        "a block is moved on from whose time is over while a limit inside cleans up" {
            inTask {
                elapsed {
                    moveOnAfter(2.hours) {
                        timeout(1.hours) { cleaningUpFor(5.hours) }
                    } shouldBe null
                } shouldBe 6.hours
            }
        }

        "a timeout that the block made up itself in answer to the expiry is not quiet" {
            inTask {
                val own = TimeoutException("the printer did not answer")
                shouldThrow<TimeoutException> {
                    moveOnAfter(1.hours) {
                        try {
                            awaitCancellation()
                        } catch (_: CancellationException) {
                            throw own
                        }
                    }
                } shouldBeSameInstanceAs own
            }
        }
    })
