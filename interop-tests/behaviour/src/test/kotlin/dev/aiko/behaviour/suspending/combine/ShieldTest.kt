package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.waitFor
import dev.aiko.task.TaskCancelledException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours

class ShieldTest :
    StringSpec({
        "SHLD-01 it has the value, or the very failure, of the stage" {
            inTask {
                val boom = IOException("boom")
                Aiko.shield(task { "value" }).await() shouldBe "value"
                Aiko.shield(CompletableFuture.completedFuture("foreign")).await() shouldBe "foreign"
                shouldThrow<IOException> {
                    Aiko.shield(task<Unit> { throw boom }).await()
                } shouldBeSameInstanceAs boom
            }
        }

        "SHLD-02 when the stage is cancelled, so is the shield" {
            inTask {
                val inner = task { awaitCancellation() }
                val shield = Aiko.shield(inner)
                yield()
                inner.cancel("not needed")
                shouldThrow<TaskCancelledException> { shield.await() }
                    .cause?.message shouldBe "not needed"
                shield.isCancelled shouldBe true
            }
        }

        "SHLD-03 cancelling the shield leaves the stage alone" {
            inTask {
                val inner = task {
                    delay(1.hours)
                    "value"
                }
                val shield = Aiko.shield(inner)
                yield()
                shield.cancel("enough") shouldBe true
                shield.isCancelled shouldBe true
                inner.await() shouldBe "value"
                inner.cancelling() shouldBe 0
            }
        }

        "SHLD-03 so does cancelling the task that awaits it" {
            inTask {
                val inner = task {
                    delay(2.hours)
                    "value"
                }
                val waiting = task { Aiko.shield(inner).await() }
                delay(1.hours)
                waiting.cancel("enough")
                elapsed { waiting.end() } shouldBe Duration.ZERO
                waiting.state() shouldBe TaskState.CANCELLED
                elapsed { inner.await() shouldBe "value" } shouldBe 1.hours
            }
        }

        "SHLD-04 the shield of what is done is that itself" {
            inTask {
                val done = task { "value" }
                done.await()
                Aiko.shield(done) shouldBeSameInstanceAs done
                val failed = task<Unit> { error("boom") }
                failed.end()
                Aiko.shield(failed) shouldBeSameInstanceAs failed
            }
        }

        "SHLD-05, SHLD-06 after the shield was cancelled a failure is reported, a value is not" {
            val reports = Reports()
            val boom = IllegalStateException("boom")
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    val failing = task<Unit> {
                        delay(1.hours)
                        throw boom
                    }
                    val fine = task { delay(1.hours) }
                    for (inner in listOf(failing, fine)) Aiko.shield(inner).cancel(false)
                    delay(2.hours)
                    failing.isDone shouldBe true
                    reports.all.single().exception() shouldBeSameInstanceAs boom
                }
            }
            reports.all.size shouldBe 1
        }

        "SHLD-05 a failure that the shield passes on is not reported" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    shouldThrow<IllegalStateException> {
                        Aiko.shield(task<Unit> { error("boom") }).await()
                    }
                    yield()
                }
            }
            reports.all.shouldBeEmpty()
        }

        "SHLD-07 cancelling the shield of a gather leaves the gather and its children alone" {
            inTask {
                val children = List(2) { number ->
                    task {
                        delay(1.hours)
                        number
                    }
                }
                val gather = Aiko.gather(children)
                val waiting = task { Aiko.shield(gather).await() }
                yield()
                waiting.cancel("enough")
                waiting.end()
                waiting.isCancelled shouldBe true
                gather.await() shouldBe listOf(0, 1)
            }
        }

        "SHLD-08 a wait that is late gives up the shield, not what is behind it" {
            inTask {
                for (limit in listOf(1.hours, Duration.ZERO)) {
                    val inner = task {
                        delay(2.hours)
                        "value"
                    }
                    elapsed {
                        shouldThrow<TimeoutException> { waitFor(Aiko.shield(inner), limit) }
                    } shouldBe limit
                    inner.isDone shouldBe false
                    inner.await() shouldBe "value"
                }
            }
        }

        "SHLD-09 the shield of a task is on its loop, also outside of a run" {
            withLoop { loop ->
                val shield = Aiko.shield(loop.task { "value" })
                loop.runUntilComplete(shield) shouldBe "value"
            }
        }

        "SHLD-09 without any loop it is refused" {
            inTime {
                Sentences.tellsTheNextStep(
                    shouldThrow<IllegalStateException> { Aiko.shield(CompletableFuture<Int>()) }
                )
                shouldThrow<IllegalStateException> { Aiko.shield(task { "never" }) }
            }
        }
    })
