package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.combine.Completions
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.yield
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

        /** Cancels [consumer] in whichever turn after the first came; each comes to somebody. */
        fun cancelledInAnyTurn(
            consumer: suspend (Completions<LoopFuture<Int>, Int>, MutableList<Int>) -> Unit
        ) = inTask {
            for (turns in 0..8) {
                val (early, late) = List(2) { Aiko.runningLoop().createFuture<Int>() }
                val completions = Aiko.asCompleted(early, late)
                val seen = mutableListOf<Int>()
                val consuming = task { consumer(completions, seen) }
                settle()
                early.complete(1)
                repeat(turns) { yield() }
                consuming.cancel("now")
                settle()
                late.complete(2)
                completions.asFlow().collect { seen += it.result() }
                withClue("cancelled after $turns turns") { seen shouldBe listOf(1, 2) }
            }
        }

        "a member that came to a coroutine that was cancelled is for the next: as a future" {
            cancelledInAnyTurn { completions, seen ->
                seen += completions.iterator().next().await()
            }
        }

        "as a step of the sequence" {
            cancelledInAnyTurn { completions, seen ->
                completions.sequence().open().nextAsync().await().ifPresent { seen += it.result() }
            }
        }

        "in a flow" {
            cancelledInAnyTurn { completions, seen ->
                completions.asFlow().collect { seen += it.result() }
            }
        }
    })
