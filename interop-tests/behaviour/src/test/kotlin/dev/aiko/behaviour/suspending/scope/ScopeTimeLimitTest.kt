package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.moveOnAfter
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.waitFor
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** Time limits among the scopes of Kotlin. */
class ScopeTimeLimitTest :
    StringSpec({
        "Kotlin's own timeout around a group stops it and waits for its end" {
            inTask {
                val trail = Trail()
                elapsed {
                    withTimeoutOrNull(1.hours) {
                        taskGroup { task { cleaningUpFor(1.minutes) { trail.add("clean") } } }
                    } shouldBe null
                } shouldBe 1.hours + 1.minutes
                trail.reads("clean")
                elapsed { delay(1.hours) } shouldBe 1.hours
            }
        }

        "a time limit stops what was launched in its scope" {
            inTask {
                val trail = Trail()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) {
                            launch { trail.untilCancelled("launched") }
                        }
                    }
                } shouldBe 1.hours
                trail.reads("launched is cancelled")
            }
        }

        "TMO-06 the failure of a launched coroutine before the deadline leaves the block" {
            inTask {
                elapsed {
                    shouldThrow<IllegalStateException> {
                        timeout(2.hours) {
                            launch {
                                delay(1.hours)
                                error("boom")
                            }
                            awaitCancellation()
                        }
                    }.message shouldBe "boom"
                } shouldBe 1.hours
            }
        }

        "TMO-04 an infinite limit is none" {
            inTask {
                elapsed {
                    timeout(Duration.INFINITE) { delay(1000.hours) }
                    waitFor(task { delay(1000.hours) }, Duration.INFINITE)
                    moveOnAfter(Duration.INFINITE) { "value" } shouldBe "value"
                } shouldBe 2000.hours
            }
        }

        "a time limit in a launched coroutine leaves its siblings alone" {
            inTask {
                val trail = Trail()
                coroutineScope {
                    launch {
                        shouldThrow<TimeoutException> { timeout(1.hours) { awaitCancellation() } }
                        trail.add("late")
                    }
                    launch {
                        delay(2.hours)
                        trail.add("sibling")
                    }
                }
                trail.reads("late", "sibling")
            }
        }
    })
