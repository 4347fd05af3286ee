package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield

/** The gap between the completion of what a task awaits and the step in which it goes on. */
class CancelAfterWakeTest :
    StringSpec({
        "TASK-17 a woken task that is cancelled does not get the value" {
            inTask {
                val trail = Trail()
                val future = Aiko.runningLoop().createFuture<String>()
                val child = task {
                    try {
                        trail.add(future.await())
                    } catch (e: CancellationException) {
                        trail.add("cancelled: ${e.message}")
                        throw e
                    }
                }
                yield()
                future.complete("value")
                child.cancel("too late for the value") shouldBe true
                child.end()
                trail.steps() shouldBe listOf("cancelled: too late for the value")
                child.isCancelled shouldBe true
                future.result() shouldBe "value"
            }
        }

        "TASK-17 a woken task that is cancelled does not get the failure, and nobody reports it" {
            inTask {
                val reports = Reports()
                Aiko.runningLoop().setExceptionHandler(reports)
                val future = Aiko.runningLoop().createFuture<String>()
                val child = task { future.await() }
                yield()
                future.completeExceptionally(IllegalStateException("boom"))
                child.cancel(false)
                child.end()
                child.state() shouldBe TaskState.CANCELLED
                future.exception()?.message shouldBe "boom"
                reports.all shouldBe emptyList()
            }
        }

        "TASK-17 what the awaited task fails with in its cleanup is reported" {
            val reports = Reports()
            inTask {
                Aiko.runningLoop().setExceptionHandler(reports)
                val inner =
                    task {
                        try {
                            awaitCancellation()
                        } finally {
                            shielded { yield() }
                            error("cleanup")
                        }
                    }
                val outer = task { inner.await() }
                yield()
                outer.cancel("stop")
                outer.end()
                outer.isCancelled shouldBe true
            }
            reports.all.map { it.exception()?.message } shouldBe listOf("cleanup")
        }

        "TASK-17 a task woken by the end of another task may still be cancelled" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                val inner = task { gate.await() }
                val outer = task { inner.await() }
                yield()
                gate.complete(1)
                Aiko.runningLoop().callSoon {
                    inner.isDone shouldBe true
                    outer.isDone shouldBe false
                    outer.cancel("just in time")
                }
                yield()
                outer.end()
                inner.result() shouldBe 1
                outer.isCancelled shouldBe true
            }
        }

        "TASK-17 the others who wait for the same future get their value" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                val waiters = List(5) { task { future.await() } }
                yield()
                future.complete(7)
                waiters[2].cancel(false)
                waiters.forEach { it.end() }
                waiters.map { it.state() == TaskState.FINISHED } shouldBe
                    listOf(true, true, false, true, true)
            }
        }
    })
