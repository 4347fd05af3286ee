package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.cleaningUpFor
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** How a staggered race ends. */
class StaggeredRaceEndTest :
    StringSpec({
        "RACE-03 the first value ends the race, with an entry for everyone that was begun" {
            inTask {
                val trail = Trail()
                elapsed {
                    val race = raceOf(
                        1.seconds,
                        { cleaningUpFor(1.minutes) { trail.add("first is clean") } },
                        { error("boom") },
                        {
                            delay(10.seconds)
                            "third"
                        },
                        { awaitCancellation() },
                        { error("boom, too") }
                    ).await()
                    race.value() shouldBe "third"
                    race.winner() shouldBe 2
                    race.failures().size shouldBe 5
                    race.failures()[0].shouldBeInstanceOf<CancellationException>()
                    race.failures()[1]?.message shouldBe "boom"
                    race.failures()[2] shouldBe null
                    race.failures()[3].shouldBeInstanceOf<CancellationException>()
                    race.failures()[4]?.message shouldBe "boom, too"
                } shouldBe 1.seconds + 10.seconds + 1.minutes
                trail.reads("first is clean")
            }
        }

        "RACE-03 starters that were not begun have no entry" {
            inTask {
                val race = raceOf(null, { "first" }, { "second" }).await()
                race.failures().shouldContainExactly(null)
                race.hasWinner() shouldBe true
            }
        }

        "RACE-04 if all fail nobody wins, and the failures are in the order of beginning" {
            inTask {
                val failures = List(3) { IllegalStateException("boom $it") }
                val race = raceOf(
                    1.seconds,
                    {
                        delay(10.seconds)
                        throw failures[0]
                    },
                    {
                        delay(5.seconds)
                        throw failures[1]
                    },
                    { throw failures[2] }
                ).await()
                race.hasWinner() shouldBe false
                race.value() shouldBe null
                race.failures().zip(failures).forEach { (one, other) ->
                    one shouldBeSameInstanceAs other
                }
                race.failures().size shouldBe 3
            }
        }

        "RACE-04 a starter that cannot even begin has failed" {
            inTask {
                val boom = IllegalStateException("boom")
                val starters = listOf<Supplier<CompletionStage<String>>>(
                    Supplier { throw boom },
                    Supplier { task { "second" } }
                )
                val race = Aiko.staggeredRace(null, starters).await()
                race.value() shouldBe "second"
                race.failures()[0] shouldBeSameInstanceAs boom
            }
        }

        "cancelling the race cancels all that were begun, and begins no more" {
            inTask {
                val trail = Trail()
                val waiting = task {
                    raceOf(
                        2.hours,
                        { cleaningUpFor(5.hours) { trail.add("first is clean") } },
                        {
                            trail.add("never")
                            "second"
                        }
                    ).await()
                }
                delay(1.hours)
                waiting.cancel("enough")
                elapsed { waiting.end() } shouldBe 5.hours
                waiting.state() shouldBe TaskState.CANCELLED
                trail.reads("first is clean")
            }
        }
    })
