package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** A place among several stages that was given up is free again, and no stage is lost with it. */
class AsCompletedPlacesTest :
    StringSpec({
        fun sleeper(hours: Int): Task<Int> = task {
            delay(hours.hours)
            hours
        }

        "whoever gives up waiting for one of the futures leaves its place to others" {
            inTask {
                val futures = Aiko.asCompleted(sleeper(1), sleeper(2)).iterator()
                val givenUp = futures.next()
                val second = futures.next()
                futures.hasNext() shouldBe false
                shouldThrow<TimeoutException> { timeout(1.minutes) { givenUp.await() } }
                givenUp.isCancelled shouldBe true
                futures.hasNext() shouldBe true
                second.await() shouldBe 1
                futures.next().await() shouldBe 2
                futures.hasNext() shouldBe false
            }
        }

        "a collector that gives up while it waits loses no stage for the next one" {
            inTask {
                val stages = listOf(sleeper(1), sleeper(2), sleeper(3))
                val completions = Aiko.asCompleted(stages)
                completions.asFlow().first() shouldBe stages[0]
                shouldThrow<TimeoutException> {
                    timeout(1.minutes) { completions.asFlow().first() }
                }
                completions.asFlow().toList() shouldBe stages.drop(1)
            }
        }
    })
