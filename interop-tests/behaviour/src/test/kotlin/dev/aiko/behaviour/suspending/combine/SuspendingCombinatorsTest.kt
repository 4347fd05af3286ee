package dev.aiko.behaviour.suspending.combine

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.cleaningUpFor
import dev.aiko.combine.Outcome
import dev.aiko.combine.ReturnWhen
import dev.aiko.coroutines.awaitAllSettled
import dev.aiko.coroutines.cancel
import dev.aiko.coroutines.race
import dev.aiko.coroutines.shield
import dev.aiko.coroutines.staggeredRace
import dev.aiko.coroutines.task
import dev.aiko.coroutines.waitUntil
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** The combinators as suspend functions. */
class SuspendingCombinatorsTest :
    StringSpec({
        "awaitAllSettled says how each has ended, in order" {
            inTask {
                val boom = IOException("boom")
                val cancelled = CompletableFuture<Int>().also { it.cancel(true) }
                val slow = task {
                    delay(1.hours)
                    1
                }
                elapsed {
                    val (first, second, third) =
                        awaitAllSettled(slow, CompletableFuture.failedFuture<Int>(boom), cancelled)
                    first shouldBe Outcome.Succeeded(1)
                    second shouldBe Outcome.Failed<Int>(boom)
                    third.shouldBeInstanceOf<Outcome.Cancelled<*>>()
                } shouldBe 1.hours
                listOf(slow).awaitAllSettled() shouldBe listOf(Outcome.Succeeded(1))
                emptyList<CompletableFuture<Int>>().awaitAllSettled() shouldBe emptyList()
            }
        }

        "cancelling an awaitAllSettled cancels all, and waits for their end" {
            inTask {
                val trail = Trail()
                val parts = List(2) {
                    task<Int> { cleaningUpFor(it.minutes) { trail.add("part $it is clean") } }
                }
                val waiting = task { parts.awaitAllSettled() }
                delay(1.hours)
                waiting.cancel()
                elapsed { waiting.end() } shouldBe 1.minutes
                trail.reads("part 0 is clean", "part 1 is clean")
            }
        }

        "waitUntil tells the done from the pending, which go on" {
            inTask {
                val quick = task { delay(1.seconds) }
                val slow = task { delay(1.hours) }
                elapsed {
                    val waited = waitUntil(ReturnWhen.FIRST_COMPLETED, quick, slow)
                    waited.done() shouldBe setOf(quick)
                    waited.pending() shouldBe setOf(slow)
                } shouldBe 1.seconds
                elapsed {
                    waitUntil(ReturnWhen.ALL_COMPLETED, listOf(slow), 1.minutes).done() shouldBe
                        emptySet()
                } shouldBe 1.minutes
                waitUntil(ReturnWhen.ALL_COMPLETED, listOf(quick, slow)).pending() shouldBe
                    emptySet()
                shouldThrow<IllegalArgumentException> {
                    waitUntil(ReturnWhen.ALL_COMPLETED, emptyList<CompletableFuture<Int>>())
                }
            }
        }

        "cancelling a waitUntil leaves the stages alone" {
            inTask {
                val slow = task { delay(1.hours) }
                val waiting = task { waitUntil(ReturnWhen.ALL_COMPLETED, slow) }
                delay(1.minutes)
                waiting.cancel()
                elapsed { waiting.end() } shouldBe 0.seconds
                slow.cancelling() shouldBe 0
                slow.end()
                slow.isCancelled shouldBe false
            }
        }

        "shield gives the outcome as it is" {
            inTask {
                val boom = IOException("boom")
                shield(task { "value" }) shouldBe "value"
                shield(CompletableFuture.completedFuture<String?>(null)) shouldBe null
                shouldThrow<IOException> { shield(task { throw boom }) }
                    .shouldBeSameInstanceAs(boom)
            }
        }

        "cancelling who waits by a shield ends the wait at once, and the stage goes on" {
            inTask {
                val slow = task {
                    delay(1.hours)
                    "value"
                }
                val waiting = task { shield(slow) }
                delay(1.minutes)
                waiting.cancel()
                elapsed { waiting.end() } shouldBe 0.seconds
                waiting.isCancelled shouldBe true
                shield(slow) shouldBe "value"
            }
        }

        "a race takes a list of blocks" {
            inTask {
                val blocks: List<suspend CoroutineScope.() -> Int> =
                    List(3) { number ->
                        {
                            delay((3 - number).seconds)
                            number
                        }
                    }
                elapsed { race(blocks) shouldBe 2 } shouldBe 1.seconds
                elapsed { staggeredRace(5.seconds, blocks).winner() shouldBe 0 } shouldBe 3.seconds
                shouldThrow<IllegalArgumentException> {
                    race(emptyList<suspend CoroutineScope.() -> Int>())
                }
            }
        }

        "cancel without a reason" {
            inTask {
                val child = task { awaitCancellation() }
                yield()
                child.cancel() shouldBe true
                child.end()
                child.isCancelled shouldBe true
                child.cancel() shouldBe false
            }
        }
    })
