package dev.aiko.behaviour.suspending.guide

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.moveOnAfter
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.waitFor
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

suspend fun teaOrWater(): String =
    try {
        timeout(3.seconds) { brew("tea", 5) }
    } catch (late: TimeoutException) {
        "water"
    }

suspend fun teaOrMoveOn(): String = moveOnAfter(3.seconds) { brew("tea", 5) } ?: "water"

suspend fun atLeastTheBill(): String = timeout(3.seconds) {
    try {
        brew("tea", 5)
    } finally {
        shielded { brew("the bill", 2) }
    }
}

/** The Kotlin code of docs/guide/timeouts.md. */
class TimeoutsPageTest :
    StringSpec({
        "late tea is water" {
            inTask { elapsed { teaOrWater() shouldBe "water" } shouldBe 3.seconds }
        }

        "in time nobody moves on" {
            inTask { moveOnAfter(3.seconds) { brew("tea", 2) } shouldBe "tea" }
        }

        "one wait may have a limit" {
            inTask {
                val tea = task { brew("tea", 5) }
                elapsed {
                    shouldThrow<TimeoutException> { waitFor(tea, 3.seconds) }
                } shouldBe 3.seconds
                tea.isCancelled shouldBe true
            }
        }

        "cleanup runs before the timeout is thrown" {
            inTask {
                val trail = Trail()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(3.seconds) {
                            try {
                                brew("tea", 5)
                            } finally {
                                shielded { brew("a cloth", 2) }
                                trail.add("clean")
                            }
                        }
                    }
                } shouldBe 5.seconds
                trail.steps() shouldBe listOf("clean")
            }
        }

        "shielded cleanup takes its time" {
            inTask {
                elapsed { shouldThrow<TimeoutException> { atLeastTheBill() } } shouldBe 5.seconds
            }
        }

        "a block of Kotlin cannot answer its expiry with a value" {
            inTask {
                shouldThrow<TimeoutException> {
                    timeout(3.seconds) {
                        try {
                            brew("tea", 5)
                        } catch (swallowed: CancellationException) {
                            "too late"
                        }
                    }
                }
            }
        }
    })
