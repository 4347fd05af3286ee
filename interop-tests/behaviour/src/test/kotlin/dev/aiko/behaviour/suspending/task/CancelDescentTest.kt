package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours

class CancelDescentTest :
    StringSpec({
        "TASK-13 cancel reaches the awaited future before it returns" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Unit>()
                val child = task { future.await() }
                yield()
                child.cancel("enough") shouldBe true
                future.isCancelled shouldBe true
                child.isDone shouldBe false
                child.end()
                child.isCancelled shouldBe true
            }
        }

        "TASK-13 the future gets the reason as well" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Unit>()
                val child = task { future.await() }
                yield()
                child.cancel("enough")
                shouldThrow<CancellationException> { future.result() }.message shouldBe "enough"
                child.end()
            }
        }

        "TASK-13 cancel reaches the future above a derived stage" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                val child = task { future.thenApply { it + 1 }.await() }
                yield()
                child.cancel(false)
                future.isCancelled shouldBe true
                child.end()
            }
        }

        "TASK-14 cancelling a task cancels the tasks it awaits, down to the innermost future" {
            inTask {
                val trail = Trail()
                suspend fun seen(name: String, wait: suspend () -> Unit) = try {
                    wait()
                } catch (e: CancellationException) {
                    trail.add("$name: ${e.message}")
                    throw e
                }
                val future = Aiko.runningLoop().createFuture<Unit>()
                val inner = task { seen("inner") { future.await() } }
                val middle = task { seen("middle") { inner.await() } }
                val outer = task { seen("outer") { middle.await() } }
                yield()
                outer.cancel("down")
                future.isCancelled shouldBe true
                outer.end()
                trail.steps() shouldBe listOf("inner: down", "middle: down", "outer: down")
                listOf(inner, middle, outer).map { it.isCancelled } shouldBe
                    listOf(true, true, true)
                listOf(inner, middle, outer).map { it.cancelling() } shouldBe listOf(1, 1, 1)
            }
        }

        "TASK-14 the await throws only when the cleanup of the inner task is over" {
            inTask {
                val trail = Trail()
                val inner = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { delay(1.hours) }
                        trail.add("inner is clean")
                    }
                }
                val outer = task {
                    try {
                        inner.await()
                    } finally {
                        trail.add("outer goes on, inner done: ${inner.isDone}")
                    }
                }
                yield()
                outer.cancel(false)
                elapsed { outer.end() } shouldBe 1.hours
                trail.steps() shouldBe
                    listOf("inner is clean", "outer goes on, inner done: true")
            }
        }

        "TASK-14 two tasks await one, and cancelling one of them cancels it for both" {
            inTask {
                val inner = task { awaitCancellation() }
                val first = task { inner.await() }
                val second = task { shouldThrow<TaskCancelledException> { inner.await() } }
                yield()
                first.cancel("mine")
                first.end()
                inner.isCancelled shouldBe true
                second.await()
                second.cancelling() shouldBe 0
            }
        }

        "TASK-20 a cancelled task whose future is cancelled, too, ends as cancelled once" {
            inTask {
                val reports = Reports()
                Aiko.runningLoop().setExceptionHandler(reports)
                for (taskFirst in listOf(true, false)) {
                    val trail = Trail()
                    val future = Aiko.runningLoop().createFuture<Unit>()
                    val child = task {
                        try {
                            future.await()
                        } catch (e: CancellationException) {
                            trail.add("cancelled")
                            throw e
                        }
                    }
                    yield()
                    if (taskFirst) {
                        child.cancel("task")
                        future.cancel("future") shouldBe false
                    } else {
                        future.cancel("future")
                        child.cancel("task") shouldBe true
                    }
                    child.end()
                    child.isCancelled shouldBe true
                    trail.steps() shouldBe listOf("cancelled")
                }
                yield()
                reports.all shouldBe emptyList()
            }
        }
    })
