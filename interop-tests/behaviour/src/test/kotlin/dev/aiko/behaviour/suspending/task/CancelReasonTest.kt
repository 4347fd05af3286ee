package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield
import java.util.concurrent.CompletionStage

class CancelReasonTest :
    StringSpec({
        suspend fun reasonAtAwait(stage: CompletionStage<*>): String? =
            shouldThrow<TaskCancelledException> { stage.await() }.cause!!.message

        "FUT-06 the reason is carried by result, exception and await of a future" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                future.cancel("not needed") shouldBe true
                shouldThrow<CancellationException> { future.result() }.message shouldBe "not needed"
                shouldThrow<CancellationException> {
                    future.exception()
                }.message shouldBe "not needed"
                reasonAtAwait(future) shouldBe "not needed"
            }
        }

        "FUT-06 no message is carried if none was given" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                future.cancel(true)
                shouldThrow<CancellationException> { future.result() }.message shouldBe null
                reasonAtAwait(future) shouldBe null

                val child = task { awaitCancellation() }
                yield()
                child.cancel(true)
                child.end()
                shouldThrow<CancellationException> { child.result() }.message shouldBe null
                shouldThrow<CancellationException> { child.exception() }.message shouldBe null
                reasonAtAwait(child) shouldBe null
            }
        }

        "TASK-26 the reason arrives unchanged in the body, and for everyone who asks" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        awaitCancellation()
                    } catch (e: CancellationException) {
                        trail.add("body: ${e.message}")
                        throw e
                    }
                }
                val waiters = List(2) { task { reasonAtAwait(child) } }
                yield()
                child.cancel("  the reason,\nunchanged ")
                waiters.map { it.await() }.toSet() shouldBe setOf("  the reason,\nunchanged ")
                trail.steps() shouldBe listOf("body:   the reason,\nunchanged ")
                shouldThrow<CancellationException> {
                    child.result()
                }.message shouldBe "  the reason,\nunchanged "
                shouldThrow<CancellationException> {
                    child.exception()
                }.message shouldBe "  the reason,\nunchanged "
            }
        }

        "TASK-26 the reason arrives for a task cancelled before its first step" {
            inTask {
                val child = task { awaitCancellation() }
                child.cancel("early")
                child.end()
                shouldThrow<CancellationException> { child.result() }.message shouldBe "early"
            }
        }

        "TASK-26 in Kotlin the first of several reasons is the one that arrives" {
            inTask {
                val child = task { awaitCancellation() }
                yield()
                child.cancel("first")
                child.cancel("second")
                child.end()
                shouldThrow<CancellationException> { child.result() }.message shouldBe "first"
            }
        }
    })
