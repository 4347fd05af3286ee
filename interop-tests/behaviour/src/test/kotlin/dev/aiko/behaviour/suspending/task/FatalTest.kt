package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours

class FatalTest :
    StringSpec({
        "TASK-28 a fatal error is the outcome of the task, and leaves the run" {
            withLoop { loop ->
                val fatal = InternalError("fatal")
                val child = loop.task<Unit> { throw fatal }
                shouldThrow<InternalError> {
                    loop.runTask { delay(1.hours) }
                } shouldBeSameInstanceAs fatal
                child.exception() shouldBeSameInstanceAs fatal
                loop.isRunning shouldBe false
                loop.isClosed shouldBe false
            }
        }

        "TASK-28 a fatal error after a suspension leaves the run as well" {
            withLoop { loop ->
                val fatal = InternalError("fatal")
                val child = loop.task<Unit> {
                    delay(1.hours)
                    throw fatal
                }
                shouldThrow<InternalError> {
                    loop.runTask { awaitCancellation() }
                } shouldBeSameInstanceAs fatal
                child.exception() shouldBeSameInstanceAs fatal
            }
        }

        "TASK-28 a fatal error while the cancellation is handled leaves the run as well" {
            withLoop { loop ->
                val fatal = InternalError("fatal")
                val child = loop.task<Unit> {
                    try {
                        awaitCancellation()
                    } catch (_: CancellationException) {
                        throw fatal
                    }
                }
                shouldThrow<InternalError> {
                    loop.runTask {
                        child.cancel(false)
                        delay(1.hours)
                    }
                } shouldBeSameInstanceAs fatal
                child.isCancelled shouldBe false
                child.exception() shouldBeSameInstanceAs fatal
            }
        }

        "TASK-28 a fatal error of a launched child is its task's, and leaves the run as well" {
            withLoop { loop ->
                val fatal = InternalError("fatal")
                val child = loop.task { launch { throw fatal } }
                shouldThrow<InternalError> {
                    loop.runTask { delay(1.hours) }
                } shouldBeSameInstanceAs fatal
                child.exception() shouldBeSameInstanceAs fatal
            }
        }

        "TASK-28 the loop can be run again, and what was waiting goes on" {
            withLoop { loop ->
                val trail = Trail()
                val child = loop.task<Unit> { throw InternalError("fatal") }
                loop.task { trail.add("the next task") }
                shouldThrow<InternalError> { loop.runTask { delay(1.hours) } }
                child.exception()?.message shouldBe "fatal"
                loop.runTask { yield() }
                trail.steps() shouldBe listOf("the next task")
            }
        }

        "TASK-28 LOOP-05 a fatal error of the main task reaches the caller, and no handler" {
            val reports = Reports()
            val fatal = InternalError("fatal")
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                shouldThrow<InternalError> {
                    loop.runTask<Unit> {
                        Aiko.currentTask()!!.rename("main")
                        yield()
                        throw fatal
                    }
                } shouldBeSameInstanceAs fatal
            }
            reports.all shouldBe emptyList()
        }
    })
