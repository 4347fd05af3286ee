package dev.aiko.behaviour.suspending.loop

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.asExecutor
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours

/** The loop as a place for coroutines that are no tasks. */
class DispatcherTest :
    StringSpec({
        "a coroutine on an idle loop waits for its next run, in line with callbacks" {
            withLoop { loop ->
                val trail = Trail()
                loop.callSoon { trail.add("callback before") }
                val job = CoroutineScope(loop.asCoroutineDispatcher()).launch {
                    trail.add("coroutine")
                }
                loop.callSoon { trail.add("callback after") }
                trail.steps() shouldBe emptyList()
                loop.runTask { yield() }
                trail.steps() shouldBe listOf("callback before", "coroutine", "callback after")
                job.isCompleted shouldBe true
            }
        }

        "what a runnable through it throws is for the exception handler, and the loop goes on" {
            withLoop { loop ->
                val reports = Reports()
                loop.setExceptionHandler(reports)
                val boom = IllegalArgumentException("boom")
                loop.asCoroutineDispatcher().asExecutor().execute { throw boom }
                loop.runTask { yield() }
                reports.all.single().exception() shouldBeSameInstanceAs boom
            }
        }

        "its delays go by the loop's clock, and it belongs to no task" {
            withLoop { loop ->
                val scope = CoroutineScope(loop.asCoroutineDispatcher())
                val start = loop.time()
                val seen = scope.async {
                    delay(2.hours)
                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                    Aiko.currentTask()
                }
                loop.runTask { seen.await() } shouldBe null
                loop.time().minus(start).toHours() shouldBe 2
            }
        }

        "a coroutine from elsewhere may switch to the loop and await its tasks" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val loop = runner.loop()
                    val child = loop.task {
                        yield()
                        "value"
                    }
                    runBlocking {
                        withContext(loop.asCoroutineDispatcher()) {
                            Aiko.runningLoop() shouldBeSameInstanceAs loop
                            child.await()
                        } shouldBe "value"
                        // Away from every loop, await is a plain suspension.
                        loop.task { yield() }.await()
                    }
                }
            }
        }

        "a body that switches to its own loop stays where it is" {
            inTask {
                val loop = Aiko.runningLoop()
                val main = Aiko.currentTask()
                withContext(loop.asCoroutineDispatcher()) {
                    Aiko.currentTask() shouldBeSameInstanceAs main
                    delay(1.hours)
                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                }
                Aiko.currentTask() shouldBeSameInstanceAs main
            }
        }

        "a coroutine launched on a closed loop is cancelled instead of lost" {
            inTime {
                val loop = virtualLoop()
                loop.close()
                val trail = Trail()
                val job = CoroutineScope(loop.asCoroutineDispatcher()).launch { trail.add("ran") }
                runBlocking { job.join() }
                job.isCancelled shouldBe true
                trail.steps() shouldBe emptyList()
            }
        }
    })
