package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.TimeoutException
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
