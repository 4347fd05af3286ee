package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

class CancelRequestTest :
    StringSpec({
        "TASK-10 cancel returns true on an unfinished task" {
            inTask {
                val child = task { awaitCancellation() }
                yield()
                child.cancel("enough") shouldBe true
                child.end()
                child.isCancelled shouldBe true
            }
        }

        "TASK-10 cancel returns false on a finished, a failed and a cancelled task" {
            inTask {
                val finished = task { 1 }
                val failed = task<Unit> { error("boom") }
                val cancelled = task { awaitCancellation() }
                yield()
                cancelled.cancel(false)
                listOf(finished, failed, cancelled).forEach { it.end() }
                for (task in listOf(finished, failed, cancelled)) {
                    task.cancel("late") shouldBe false
                    task.cancel(true) shouldBe false
                }
                finished.result() shouldBe 1
                finished.state() shouldBe TaskState.FINISHED
                failed.state() shouldBe TaskState.FAILED
                cancelled.state() shouldBe TaskState.CANCELLED
            }
        }

        "TASK-11 a cancelled task is not done before its body has ended" {
            inTask {
                val cleanup = Aiko.runningLoop().createFuture<Unit>()
                val child = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { cleanup.await() }
                    }
                }
                yield()
                child.cancel("enough") shouldBe true
                repeat(3) {
                    child.isDone shouldBe false
                    child.isCancelled shouldBe false
                    child.state() shouldBe TaskState.CANCELLING
                    yield()
                }
                cleanup.complete(Unit)
                child.end()
                child.isDone shouldBe true
                child.isCancelled shouldBe true
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "TASK-12 a task cancelled before its first step runs nothing" {
            inTask {
                val trail = Trail()
                val child = task {
                    trail.add("ran")
                    try {
                        yield()
                    } finally {
                        trail.add("finally")
                    }
                }
                child.cancel("early") shouldBe true
                child.end()
                child.isCancelled shouldBe true
                trail.steps() shouldBe emptyList()
            }
        }

        "TASK-22 each cancel of an unfinished task adds one to cancelling" {
            inTask {
                val cleanup = Aiko.runningLoop().createFuture<Unit>()
                val child = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { cleanup.await() }
                    }
                }
                yield()
                child.cancelling() shouldBe 0
                for (count in 1..3) {
                    child.cancel("number $count") shouldBe true
                    child.cancelling() shouldBe count
                    yield()
                    child.cancelling() shouldBe count
                }
                cleanup.complete(Unit)
                child.end()
                child.cancel("late") shouldBe false
                child.cancelling() shouldBe 3
            }
        }

        "TASK-22 a task that nobody cancels has cancelling 0, also after a failure" {
            inTask {
                val child = task<Unit> { error("boom") }
                child.cancelling() shouldBe 0
                child.end()
                child.cancelling() shouldBe 0
            }
        }

        "TASK-24 in Kotlin, too, catching the cancellation does not lower cancelling" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        awaitCancellation()
                    } catch (e: CancellationException) {
                        trail.add("caught with ${Aiko.currentTask()!!.cancelling()}")
                        throw e
                    }
                }
                yield()
                child.cancel(false)
                child.end()
                trail.steps() shouldBe listOf("caught with 1")
                child.cancelling() shouldBe 1
            }
        }
    })
