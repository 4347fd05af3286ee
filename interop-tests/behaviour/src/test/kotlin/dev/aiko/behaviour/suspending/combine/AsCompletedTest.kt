package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.toJavaDuration

class AsCompletedTest :
    StringSpec({
        fun sleeper(hours: Int): Task<Int> = task {
            delay(hours.hours)
            hours
        }

        "ASC-01 there are as many futures as stages, in the order in which they get done" {
            inTask {
                val futures = Aiko.asCompleted(sleeper(3), sleeper(1), sleeper(2)).toList()
                futures.size shouldBe 3
                elapsed { futures.map { it.await() } shouldBe listOf(1, 2, 3) } shouldBe 3.hours
            }
        }

        "ASC-01 a failure comes at its place" {
            inTask {
                val boom = IllegalStateException("boom")
                val failing = task<Int> {
                    delay(2.hours)
                    throw boom
                }
                val (first, second, third) =
                    Aiko.asCompleted(sleeper(3), failing, sleeper(1)).toList()
                first.await() shouldBe 1
                shouldThrow<IllegalStateException> { second.await() } shouldBeSameInstanceAs boom
                third.await() shouldBe 3
            }
        }

        "ASC-02 several of them may be awaited at the same time, each gets another outcome" {
            inTask {
                val waiting = Aiko.asCompleted(sleeper(3), sleeper(1), sleeper(2))
                    .map { future -> task { future.await() } }
                elapsed {
                    Aiko.gather(waiting).await() shouldBe listOf(1, 2, 3)
                } shouldBe 3.hours
            }
        }

        "ASC-03 the sequence gives the stages themselves, each when it is done" {
            inTask {
                val slow = sleeper(2)
                val quick = sleeper(1)
                val foreign = CompletableFuture.completedFuture(0)
                val stages = listOf<CompletionStage<Int>>(slow, foreign, quick)
                val given = Aiko.asCompleted(stages).asFlow().toList()
                given.shouldContainExactly(foreign, quick, slow)
                val times = mutableListOf<Duration>()
                elapsed {
                    val start = Aiko.runningLoop().time()
                    Aiko.asCompleted(sleeper(2), sleeper(1)).asFlow().collect {
                        it.isDone shouldBe true
                        times += (it.result()).hours
                        Aiko.runningLoop().time() shouldBe start + times.last().toJavaDuration()
                    }
                } shouldBe 2.hours
                times shouldBe listOf(1.hours, 2.hours)
            }
        }

        "ASC-03 a failed stage is given as well, and does not fail the flow" {
            inTask {
                val failing = task<Int> { error("boom") }
                val other = sleeper(1)
                Aiko.asCompleted(other, failing).asFlow().toList()
                    .shouldContainExactly(failing, other)
                failing.exception()?.message shouldBe "boom"
            }
        }

        "ASC-04 a stage that is passed twice is given once" {
            inTask {
                val child = sleeper(1)
                Aiko.asCompleted(child, child).toList().size shouldBe 1
                Aiko.asCompleted(listOf(child, child)).asFlow().toList()
                    .shouldContainExactly(child)
            }
        }

        "ASC-05, ASC-06 when the time is over what is not done fails, and the stages go on" {
            inTask {
                val slow = sleeper(3)
                val limit = 2.hours.toJavaDuration()
                val (first, second) = Aiko.asCompleted(listOf(slow, sleeper(1)), limit).toList()
                elapsed {
                    first.await() shouldBe 1
                    shouldThrow<TimeoutException> { second.await() }
                } shouldBe 2.hours
                slow.isDone shouldBe false
                slow.await() shouldBe 3
            }
        }

        "ASC-05, ASC-06 the step of the sequence fails when the time is over" {
            inTask {
                val quick = sleeper(1)
                val slow = sleeper(3)
                val limit = 2.hours.toJavaDuration()
                val given = mutableListOf<Task<Int>>()
                elapsed {
                    shouldThrow<TimeoutException> {
                        Aiko.asCompleted(listOf(slow, quick), limit).asFlow().collect {
                            given += it
                        }
                    }
                } shouldBe 2.hours
                given.shouldContainExactly(quick)
                slow.await() shouldBe 3
            }
        }

        "ASC-07 a limit that is not needed never shows" {
            inTask {
                val limit = 2.hours.toJavaDuration()
                val futures = Aiko.asCompleted(listOf(sleeper(1)), limit).toList()
                futures.single().await() shouldBe 1
                Aiko.asCompleted(listOf(sleeper(1)), limit).asFlow().toList().size shouldBe 1
                elapsed { delay(5.hours) } shouldBe 5.hours
                futures.single().result() shouldBe 1
            }
        }

        "ASC-08 without any loop it is refused" {
            inTime {
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalStateException> {
                        Aiko.asCompleted(CompletableFuture<Int>()).toList()
                    }
                )
            }
        }

        "leaving the flow early leaves the stages alone, and the next one goes on from there" {
            inTask {
                val slow = sleeper(2)
                val completions = Aiko.asCompleted(slow, sleeper(1))
                completions.asFlow().first().result() shouldBe 1
                slow.isDone shouldBe false
                completions.asFlow().toList().map { it.result() } shouldBe listOf(2)
            }
        }

        "cancelling who awaits one of the futures leaves the stages alone" {
            inTask {
                val child = sleeper(2)
                val waiting = task { Aiko.asCompleted(child).single().await() }
                delay(1.hours)
                waiting.cancel("enough")
                delay(2.hours)
                waiting.isCancelled shouldBe true
                child.result() shouldBe 2
            }
        }
    })
