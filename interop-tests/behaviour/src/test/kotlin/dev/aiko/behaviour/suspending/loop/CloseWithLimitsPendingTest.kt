package dev.aiko.behaviour.suspending.loop

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.TimeUnit.HOURS
import kotlin.time.Duration.Companion.hours

/** Closing a loop while delays and time limits run: all ends as cancelled, and no time passes. */
class CloseWithLimitsPendingTest :
    StringSpec({
        fun closing(start: (EventLoop) -> List<Task<*>>) = inTime {
            val reports = Reports()
            val loop = virtualLoop()
            loop.setExceptionHandler(reports)
            val tasks = start(loop)
            loop.runTask { repeat(3) { yield() } }
            loop.close()
            tasks.map { it.isCancelled } shouldBe tasks.map { true }
            loop.time() shouldBe Duration.ZERO
            reports.all.shouldBeEmpty()
        }

        "a delay, plain, under a limit, or in a child of the body" {
            closing { loop ->
                listOf(
                    loop.task { delay(1.hours) },
                    loop.task { withTimeout(2.hours) { delay(1.hours) } },
                    loop.task { withTimeout(1.hours) { delay(2.hours) } },
                    loop.task { withTimeoutOrNull(1.hours) { awaitCancellation() } },
                    loop.task { launch { withTimeout(1.hours) { awaitCancellation() } } }
                )
            }
        }

        "an await under a limit ends with what it awaits" {
            closing { loop ->
                val inner = loop.task { delay(1.hours) }
                listOf(inner, loop.task { withTimeout(2.hours) { inner.await() } })
            }
        }

        "a task with orTimeout or completeOnTimeout" {
            closing { loop ->
                listOf(
                    loop.task { delay(2.hours) }.orTimeout(1, HOURS),
                    loop.task { delay(2.hours) }.completeOnTimeout(Unit, 1, HOURS)
                )
            }
        }

        "a body that catches the end of its limits cannot go on" {
            val trail = Trail()
            closing { loop ->
                listOf(
                    loop.task {
                        try {
                            withTimeout(1.hours) { delay(2.hours) }
                        } catch (_: CancellationException) {
                            trail.add("caught")
                        }
                        delay(1.hours)
                        trail.add("never")
                    }
                )
            }
            trail.steps() shouldBe listOf("caught")
        }

        "a coroutine that is no task is cancelled out of its delay as well" {
            inTime {
                val loop = virtualLoop()
                val trail = Trail()
                val scope = CoroutineScope(loop.asCoroutineDispatcher())
                val jobs = listOf(
                    scope.launch {
                        try {
                            delay(1.hours)
                        } finally {
                            trail.add("clean")
                        }
                    },
                    scope.launch { withTimeout(1.hours) { awaitCancellation() } }
                )
                loop.runTask { yield() }
                loop.close()
                jobs.map { it.isCancelled } shouldBe listOf(true, true)
                jobs.map { it.isCompleted } shouldBe listOf(true, true)
                trail.steps() shouldBe listOf("clean")
            }
        }
    })
