package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.untilCancelled
import dev.aiko.coroutines.await
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

class StaggeredRaceTest :
    StringSpec({
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
    })
