package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.cleaningUpFor
import dev.aiko.behaviour.suspending.scope.untilCancelled
import dev.aiko.combine.StaggeredRace
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class StaggeredRaceTest :
    StringSpec({
        fun raceOf(
            delay: Duration?,
            vararg bodies: suspend CoroutineScope.() -> String
        ): LoopFuture<StaggeredRace<String>> = Aiko.staggeredRace(
            delay?.toJavaDuration(),
            bodies.map { body -> Supplier<CompletionStage<String>> { task { body() } } }
        )

        "RACE-01 without starters nobody wins, and nothing has failed" {
            inTask {
                for (pause in listOf(null, 1.seconds)) {
                    val race = raceOf(pause).await()
                    race.hasWinner() shouldBe false
                    race.winner() shouldBe -1
                    race.value() shouldBe null
                    race.failures().shouldBeEmpty()
                }
            }
        }

        "RACE-02 the first begins at once, the next one when the delay has passed" {
            inTask {
                val trail = Trail()
                elapsed {
                    val race = raceOf(
                        1.minutes,
                        { trail.untilCancelled("first") },
                        {
                            trail.add("second begins")
                            delay(1.seconds)
                            "second"
                        },
                        {
                            trail.add("never")
                            "third"
                        }
                    ).await()
                    race.value() shouldBe "second"
                    race.winner() shouldBe 1
                } shouldBe 1.minutes + 1.seconds
                trail.reads("second begins", "first is cancelled")
            }
        }

        "RACE-02 the next one begins earlier when the one before fails" {
            inTask {
                elapsed {
                    val race = raceOf(
                        1.hours,
                        {
                            delay(1.seconds)
                            error("boom")
                        },
                        {
                            delay(2.seconds)
                            "second"
                        }
                    ).await()
                    race.value() shouldBe "second"
                    race.failures().map { it?.message } shouldBe listOf("boom", null)
                } shouldBe 3.seconds
            }
        }

        "RACE-02 without a delay the next one begins after a failure only" {
            inTask {
                elapsed {
                    raceOf(
                        null,
                        {
                            delay(10.hours)
                            "first"
                        },
                        { error("never runs") }
                    ).await().also {
                        it.value() shouldBe "first"
                        it.winner() shouldBe 0
                        it.failures().shouldContainExactly(null)
                    }
                } shouldBe 10.hours
                raceOf(null, { error("boom") }, { "second" }).await().winner() shouldBe 1
            }
        }

        "RACE-02 after a failure the delay of the next one counts from its own beginning" {
            inTask {
                val trail = Trail()
                val start = Aiko.runningLoop().time()
                fun mark(name: String) = trail.add("$name at ${Aiko.runningLoop().time() - start}")
                raceOf(
                    10.seconds,
                    {
                        mark("first")
                        delay(4.seconds)
                        error("boom")
                    },
                    {
                        mark("second")
                        awaitCancellation()
                    },
                    {
                        mark("third")
                        "third"
                    }
                ).await().winner() shouldBe 2
                trail.reads("first at PT0S", "second at PT4S", "third at PT14S")
            }
        }

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
