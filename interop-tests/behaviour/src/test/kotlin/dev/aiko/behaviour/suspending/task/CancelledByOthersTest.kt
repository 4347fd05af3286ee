package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.hours

class CancelledByOthersTest :
    StringSpec({
        "TASK-21 in Kotlin a future that somebody else cancels is a failure of its own kind" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Unit>()
                Aiko.runningLoop().callSoon { future.cancel("not needed") }
                val failure = shouldThrow<TaskCancelledException> { future.await() }
                failure.cause.shouldBeInstanceOf<CancellationException>()
                failure.cause?.message shouldBe "not needed"
                failure.message shouldContain "not needed"
                isActive shouldBe true
                Aiko.currentTask()!!.cancelling() shouldBe 0
            }
        }

        "TASK-21 in Kotlin the awaiter of a task that somebody else cancelled goes on" {
            inTask {
                val other = task { awaitCancellation() }
                val child = task {
                    yield()
                    shouldThrow<TaskCancelledException> { other.await() }
                    elapsed { delay(1.hours) }
                }
                yield()
                other.cancel("not needed")
                child.await() shouldBe 1.hours
                child.state() shouldBe TaskState.FINISHED
            }
        }

        "TASK-21 in Kotlin it fails the awaiter that lets it out, and does not cancel it" {
            inTask {
                val other = task { awaitCancellation() }
                val child = task { other.await() }
                yield()
                other.cancel("not needed")
                val failure = shouldThrow<TaskCancelledException> { child.await() }
                child.state() shouldBe TaskState.FAILED
                child.isCancelled shouldBe false
                child.cancelling() shouldBe 0
                child.exception() shouldBeSameInstanceAs failure
            }
        }

        "TASK-21 in Kotlin a task that was cancelled before the await gives the same failure" {
            inTask {
                val other = task { awaitCancellation() }
                other.cancel("long ago")
                other.end()
                val failure = shouldThrow<TaskCancelledException> { other.await() }
                failure.cause?.message shouldBe "long ago"
                failure.message shouldContain other.name()
            }
        }

        "TASK-21 in Kotlin a cancelled foreign future gives the same failure" {
            inTask {
                val foreign = CompletableFuture<Unit>()
                val child = task { shouldThrow<TaskCancelledException> { foreign.await() } }
                yield()
                foreign.cancel(false)
                child.await().cause.shouldBeInstanceOf<CancellationException>()
            }
        }

        "TASK-21 in Kotlin a launched child that lets it out fails its task" {
            inTask {
                val other = task { awaitCancellation() }
                val child = task {
                    launch { other.await() }
                    delay(1.hours)
                }
                yield()
                yield()
                other.cancel("not needed")
                shouldThrow<TaskCancelledException> { child.await() }
                child.state() shouldBe TaskState.FAILED
            }
        }

        "TASK-21 a task that cancels what it awaits afterwards is not cancelled itself" {
            inTask {
                val worker = task { awaitCancellation() }
                yield()
                worker.cancel("my own worker")
                val failure = shouldThrow<TaskCancelledException> { worker.await() }
                Sentences.tellsTheNextStep(failure, worker.name(), "my own worker")
                failure.message shouldNotContain "somebody else"
                isActive shouldBe true
                delay(1.hours)
            }
        }
    })
