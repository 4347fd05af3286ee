package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.combine.ReturnWhen.FIRST_COMPLETED
import dev.aiko.combine.ReturnWhen.FIRST_EXCEPTION
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.toJavaDuration

class WaitUntilTest :
    StringSpec({
        fun sleeper(time: Duration): Task<Duration> = task {
            delay(time)
            time
        }

        fun failing(time: Duration): Task<Duration> = task {
            delay(time)
            error("boom")
        }

        "WAIT-01 the two sets hold exactly the stages that were passed" {
            inTask {
                val quick = sleeper(1.hours)
                val slow = sleeper(2.hours)
                val foreign = CompletableFuture<Duration>()
                val all = listOf<CompletionStage<Duration>>(slow, foreign, quick)
                val waited = Aiko.waitUntil(FIRST_COMPLETED, all).await()
                waited.done().shouldContainExactly(quick)
                waited.pending().shouldContainExactly(slow, foreign)
            }
        }

        "WAIT-02 all are done in the end, however they ended, and the wait itself is fine" {
            inTask {
                val fine = sleeper(2.hours)
                val broken = failing(1.hours)
                val stopped = task<Duration> { awaitCancellation() }
                stopped.cancel(false)
                elapsed {
                    val waited = Aiko.waitUntil(ALL_COMPLETED, fine, broken, stopped).await()
                    waited.done().shouldContainExactly(fine, broken, stopped)
                    waited.pending().shouldBeEmpty()
                } shouldBe 2.hours
                broken.exception()?.message shouldBe "boom"
            }
        }

        "WAIT-03 when the time is over the wait returns, and what is pending goes on" {
            inTask {
                val quick = sleeper(1.hours)
                val slow = sleeper(3.hours)
                elapsed {
                    val limit = 2.hours.toJavaDuration()
                    val waited = Aiko.waitUntil(ALL_COMPLETED, limit, listOf(quick, slow)).await()
                    waited.done().shouldContainExactly(quick)
                    waited.pending().shouldContainExactly(slow)
                } shouldBe 2.hours
                slow.isDone shouldBe false
                elapsed { slow.await() shouldBe 3.hours } shouldBe 1.hours
            }
        }

        "WAIT-03 with no time left it tells what is done already" {
            inTask {
                val done = task { Duration.ZERO }
                done.await()
                val slow = sleeper(1.hours)
                elapsed {
                    val limit = Duration.ZERO.toJavaDuration()
                    val waited = Aiko.waitUntil(ALL_COMPLETED, limit, listOf(done, slow)).await()
                    waited.done().shouldContainExactly(done)
                    waited.pending().shouldContainExactly(slow)
                } shouldBe Duration.ZERO
            }
        }

        "WAIT-03 a limit that is not needed leaves nothing behind" {
            inTask {
                val child = sleeper(1.hours)
                elapsed {
                    val limit = 9.hours.toJavaDuration()
                    Aiko.waitUntil(ALL_COMPLETED, limit, listOf(child)).await()
                        .pending().shouldBeEmpty()
                } shouldBe 1.hours
            }
        }

        "WAIT-04 the first that is done is enough, in whatever way it ended" {
            inTask {
                val slow = sleeper(2.hours)
                val broken = failing(1.hours)
                elapsed {
                    val waited = Aiko.waitUntil(FIRST_COMPLETED, slow, broken).await()
                    waited.done().shouldContainExactly(broken)
                    waited.pending().shouldContainExactly(slow)
                } shouldBe 1.hours
            }
        }

        "WAIT-05 the first failure is enough, a value is not" {
            inTask {
                val quick = sleeper(1.hours)
                val broken = failing(2.hours)
                val slow = sleeper(3.hours)
                elapsed {
                    val waited = Aiko.waitUntil(FIRST_EXCEPTION, slow, broken, quick).await()
                    waited.done().shouldContainExactly(broken, quick)
                    waited.pending().shouldContainExactly(slow)
                } shouldBe 2.hours
            }
        }

        "WAIT-05 without a failure it waits for all" {
            inTask {
                val quick = sleeper(1.hours)
                val slow = sleeper(3.hours)
                elapsed {
                    Aiko.waitUntil(FIRST_EXCEPTION, quick, slow).await().done()
                        .shouldContainExactly(quick, slow)
                } shouldBe 3.hours
            }
        }

        "WAIT-06 without stages there is nothing to wait for" {
            inTask {
                for (condition in listOf(ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION)) {
                    Sentences.tellsTheNextStep(
                        shouldThrow<IllegalArgumentException> {
                            Aiko.waitUntil(condition, emptyList<Task<Int>>())
                        }
                    )
                }
            }
        }

        "WAIT-07 a stage that is passed twice counts once, in any kind of collection" {
            inTask {
                val child = sleeper(1.hours)
                val other = sleeper(2.hours)
                val collections = listOf<Collection<Task<Duration>>>(
                    listOf(child, other, child),
                    linkedSetOf(child, other),
                    ArrayDeque(listOf(child, other))
                )
                for (stages in collections) {
                    Aiko.waitUntil(ALL_COMPLETED, stages).await().done()
                        .shouldContainExactly(child, other)
                }
            }
        }

        "WAIT-08 cancelling the task that waits leaves the stages alone" {
            inTask {
                val child = sleeper(2.hours)
                val waiting = task { Aiko.waitUntil(ALL_COMPLETED, child).await() }
                delay(1.hours)
                waiting.cancel("enough")
                elapsed { waiting.end() } shouldBe Duration.ZERO
                waiting.state() shouldBe TaskState.CANCELLED
                child.isDone shouldBe false
                child.await() shouldBe 2.hours
                child.cancelling() shouldBe 0
            }
        }

        "WAIT-09 a wait for what is done takes no time, but what was scheduled runs before" {
            inTask {
                val trail = Trail()
                val done = task { "done" }
                done.await()
                Aiko.runningLoop().callSoon { trail.add("callback") }
                elapsed {
                    Aiko.waitUntil(ALL_COMPLETED, done).await()
                    trail.add("waited")
                } shouldBe Duration.ZERO
                trail.reads("callback", "waited")
            }
        }
    })
