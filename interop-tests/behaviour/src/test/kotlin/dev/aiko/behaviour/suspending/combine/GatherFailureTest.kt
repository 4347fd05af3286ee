package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.combine.Outcome
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CompletionStage
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours

class GatherFailureTest :
    StringSpec({
        "GATH-04 the first failure is the failure of the whole, and the others go on" {
            inTask {
                val boom = IOException("boom")
                val trail = Trail()
                val slow = task {
                    delay(2.hours)
                    trail.add("slow ends")
                    "slow"
                }
                val failing = task<String> {
                    delay(1.hours)
                    throw boom
                }
                val whole = Aiko.gather(slow, failing)
                elapsed {
                    shouldThrow<IOException> { whole.await() } shouldBeSameInstanceAs boom
                } shouldBe 1.hours
                whole.exception() shouldBeSameInstanceAs boom
                slow.isDone shouldBe false
                slow.await() shouldBe "slow"
                trail.reads("slow ends")
            }
        }

        "GATH-05 the settled form waits for all and has every failure at its place" {
            inTask {
                val boom = IOException("boom")
                val slow = task {
                    delay(2.hours)
                    "slow"
                }
                val failing = task<String> {
                    delay(1.hours)
                    throw boom
                }
                elapsed {
                    Aiko.gatherSettled(failing, slow).await() shouldBe
                        listOf(Outcome.Failed(boom), Outcome.Succeeded("slow"))
                } shouldBe 2.hours
            }
        }

        "GATH-05 the settled form of nothing is an empty list" {
            inTask { Aiko.gatherSettled<Int>(emptyList()).await() shouldBe emptyList() }
        }

        "GATH-06 a child that is cancelled on its own fails the whole, which is not cancelled" {
            inTask {
                val stopped = task { awaitCancellation() }
                val sibling = task {
                    delay(1.hours)
                    "sibling"
                }
                val whole = Aiko.gather(listOf<CompletionStage<*>>(stopped, sibling))
                yield()
                stopped.cancel("not needed")
                shouldThrow<TaskCancelledException> { whole.await() }
                    .cause?.message shouldBe "not needed"
                whole.isCancelled shouldBe false
                val failure = whole.exception()
                failure.shouldBeInstanceOf<TaskCancelledException>()
                failure.cause.shouldBeInstanceOf<CancellationException>()
                sibling.await() shouldBe "sibling"
            }
        }

        "GATH-07 in the settled form a cancelled child is an outcome like any other" {
            inTask {
                val stopped = task<String> { awaitCancellation() }
                val sibling = task {
                    delay(1.hours)
                    "sibling"
                }
                val whole = Aiko.gatherSettled(stopped, sibling)
                yield()
                stopped.cancel("not needed")
                val (first, second) = whole.await()
                first.shouldBeInstanceOf<Outcome.Cancelled<String>>()
                first.failure().message shouldBe "not needed"
                first.isSuccess shouldBe false
                second shouldBe Outcome.Succeeded("sibling")
                second.get() shouldBe "sibling"
            }
        }

        "GATH-09 cancelling the whole cancels every child that is not done" {
            inTask {
                val children = List(3) { task { awaitCancellation() } }
                val done = task { "done" }
                val whole = Aiko.gather(children + done)
                yield()
                whole.cancel("enough") shouldBe true
                whole.end()
                children.all { it.isCancelled } shouldBe true
                done.result() shouldBe "done"
            }
        }

        "GATH-09 so does cancelling a task that awaits it, in both forms" {
            inTask {
                val forms = listOf<(List<CompletionStage<*>>) -> CompletionStage<*>>(
                    { Aiko.gather(it) },
                    { Aiko.gatherSettled(it) }
                )
                for (form in forms) {
                    val children = List(3) { task { awaitCancellation() } }
                    val waiting = task { form(children).await() }
                    delay(1.hours)
                    waiting.cancel("enough")
                    waiting.end()
                    waiting.state() shouldBe TaskState.CANCELLED
                    children.all { it.isCancelled } shouldBe true
                    shouldThrow<CancellationException> { children[0].result() }
                        .message shouldBe "enough"
                }
            }
        }

        "GATH-09 when no child accepts the cancel, the whole does not either" {
            inTask {
                val child = task { "value" }
                val whole = Aiko.gather(child)
                child.end()
                whole.cancel(false) shouldBe false
                whole.await() shouldBe listOf("value")
            }
        }

        "GATH-10 cancelling a whole that is done leaves the running children alone" {
            inTask {
                val slow = task {
                    delay(1.hours)
                    "slow"
                }
                val whole = Aiko.gather(slow, task<String> { error("boom") })
                whole.end()
                whole.cancel(false) shouldBe false
                slow.await() shouldBe "slow"
            }
        }

        "GATH-11 a cancelled whole is done with the first child, before slower ones are clean" {
            inTask {
                val slow = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) {
                            delay(1.hours)
                        }
                    }
                }
                val quick = task { awaitCancellation() }
                val whole = Aiko.gather(slow, quick)
                yield()
                whole.cancel("enough") shouldBe true
                elapsed { whole.end() } shouldBe Duration.ZERO
                quick.isDone shouldBe true
                slow.isDone shouldBe false
                elapsed { slow.end() } shouldBe 1.hours
            }
        }
    })
