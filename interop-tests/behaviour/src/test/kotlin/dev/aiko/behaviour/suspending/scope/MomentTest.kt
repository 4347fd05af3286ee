package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.deadline
import dev.aiko.coroutines.plus
import dev.aiko.coroutines.reschedule
import dev.aiko.coroutines.rescheduleAfter
import dev.aiko.coroutines.timeout
import dev.aiko.scope.Timeout
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Moments of the loop's time and durations of Kotlin. */
class MomentTest :
    StringSpec({
        "a deadline is loop.time() and a duration" {
            inTask {
                val loop = Aiko.runningLoop()
                delay(1.hours)
                elapsed {
                    shouldThrow<TimeoutException> {
                        deadline(loop.time() + 2.seconds) { awaitCancellation() }
                    }
                } shouldBe 2.seconds
                elapsed {
                    shouldThrow<TimeoutException> {
                        deadline(loop.time() + (-2).seconds) { awaitCancellation() }
                    }
                } shouldBe Duration.ZERO
                deadline(loop.time() + Duration.INFINITE) { delay(1.hours) }
            }
        }

        "a limit is moved to a moment, or to so long after now" {
            inTask {
                val loop = Aiko.runningLoop()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.seconds) {
                            it.reschedule(loop.time() + 5.seconds)
                            delay(4.seconds)
                            it.rescheduleAfter(1.minutes)
                            awaitCancellation()
                        }
                    }
                } shouldBe 64.seconds
                timeout(1.seconds) {
                    it.reschedule(Duration.INFINITE)
                    delay(1.hours)
                    it.reschedule(null)
                    delay(1.hours)
                }
            }
        }

        "a limit that is over is not moved any more" {
            inTask {
                val over: Timeout = timeout(1.seconds) { it }
                shouldThrow<IllegalStateException> { over.reschedule(1.hours) }
                shouldThrow<IllegalStateException> { over.rescheduleAfter(1.hours) }
            }
        }
    })
