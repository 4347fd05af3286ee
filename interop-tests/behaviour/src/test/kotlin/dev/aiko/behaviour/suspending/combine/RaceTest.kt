package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.cleaningUpFor
import dev.aiko.behaviour.suspending.scope.untilCancelled
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** The first value wins. */
class RaceTest :
    StringSpec({
        "the first value wins, the others are cancelled and their end is waited for" {
            inTask {
                val trail = Trail()
                val winner = task {
                    delay(1.hours)
                    "winner"
                }
                val loser =
                    task<String> { cleaningUpFor(1.minutes) { trail.add("loser is clean") } }
                elapsed {
                    Aiko.race(loser, winner).await() shouldBe "winner"
                } shouldBe 1.hours + 1.minutes
                trail.reads("loser is clean")
                loser.isCancelled shouldBe true
            }
        }

        "a failure does not end the race as long as others run" {
            inTask {
                val winner = task {
                    delay(1.hours)
                    "winner"
                }
                Aiko.race(task { error("boom") }, winner).await() shouldBe "winner"
            }
        }

        "when nobody has a value it fails with all failures in order" {
            inTask {
                val first = IllegalStateException("first")
                val second = IllegalArgumentException("second")
                val failure = shouldThrow<TaskGroupException> {
                    Aiko.race(
                        task<Int> {
                            delay(2.hours)
                            throw second
                        },
                        task<Int> {
                            delay(1.hours)
                            throw first
                        }
                    ).await()
                }
                failure.leaves().toSet() shouldBe setOf(first, second)
                failure.failures().size shouldBe 2
            }
        }

        "one that is done already wins at once, null is a value" {
            inTask {
                val loser = task<String?> { awaitCancellation() }
                yield()
                Aiko.race(loser, CompletableFuture.completedFuture<String?>(null)).await() shouldBe
                    null
                loser.isCancelled shouldBe true
            }
        }

        "two values in the same turn: the first one stands, and the other is no failure" {
            inTask {
                val loop = Aiko.runningLoop()
                val one = loop.createFuture<Int>()
                val two = loop.createFuture<Int>()
                val race = Aiko.race(two, one)
                loop.callSoon {
                    one.complete(1)
                    two.complete(2)
                }
                race.await() shouldBe 1
            }
        }

        "cancelling the race cancels all that take part, and waits for them" {
            inTask {
                val trail = Trail()
                val parts = List(2) { task { trail.untilCancelled("part $it") } }
                val slow = task { cleaningUpFor(1.minutes) { trail.add("slow one is clean") } }
                val waiting = task { Aiko.race(parts + slow).await() }
                delay(1.hours)
                waiting.cancel("enough")
                elapsed { waiting.end() } shouldBe 1.minutes
                waiting.state() shouldBe TaskState.CANCELLED
                trail.reads("part 0 is cancelled", "part 1 is cancelled", "slow one is clean")
            }
        }

        "nobody takes part: refused" {
            inTask {
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalArgumentException> { Aiko.race<Int>(emptyList()) }
                )
            }
        }

        "a loser that fails while it is cancelled changes nothing" {
            inTask {
                val loser = task<String> {
                    cleaningUpFor(1.minutes) { throw IllegalStateException("boom") }
                }
                val winner = task {
                    yield()
                    "winner"
                }
                elapsed { Aiko.race(loser, winner).await() shouldBe "winner" } shouldBe 1.minutes
                loser.exception()?.message shouldBe "boom"
            }
        }

        "the failures of a race are those of its parts, as they are" {
            inTask {
                val boom = IllegalStateException("boom")
                val failure = shouldThrow<TaskGroupException> {
                    Aiko.race(task<Int> { throw boom }).await()
                }
                failure.failures().shouldContainExactly(boom)
                failure.cause shouldBeSameInstanceAs boom
            }
        }
    })
