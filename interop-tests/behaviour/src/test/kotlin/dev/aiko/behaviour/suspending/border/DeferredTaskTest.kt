package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.asDeferred
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch
import kotlinx.coroutines.selects.select
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException

/** Who hears of the failure of a task that is a deferred value as well. */
@OptIn(ExperimentalCoroutinesApi::class)
class DeferredTaskTest :
    StringSpec({
        val boom = IOException("boom")

        fun failing(): Task<Int> = Aiko.createTask(Callable { throw boom })

        /** What the exception handler has heard when [use] is over and all of it is garbage. */
        fun reportsAfter(use: suspend () -> Unit): Reports {
            val reports = Reports()
            inTime {
                virtualLoop().use { loop: EventLoop ->
                    loop.setExceptionHandler(reports)
                    loop.runTask {
                        use()
                        repeat(3) { yield() }
                    }
                }
            }
            return reports
        }

        fun nobodyHears(look: suspend (Deferred<Int>) -> Unit) =
            reportsAfter {
                supervisorScope {
                    // Before the task ends, at the same time, and afterwards.
                    val before = failing().asDeferred()
                    launch(start = CoroutineStart.UNDISPATCHED) { runCatching { look(before) } }
                    yield()
                    before.join()
                    val after = failing().also { it.end() }.asDeferred()
                    runCatching { look(after) }
                }
            }.all.shouldBeEmpty()

        "both dropped: the exception handler hears of it, once" {
            val reports = reportsAfter {
                failing().asDeferred()
                failing().asDeferred().join() // which tells nothing of a failure
            }
            reports.all.map { it.exception() } shouldBe listOf(boom, boom)
        }

        "of a task that was cancelled nobody has to hear, also as a future of the deferred value" {
            lateinit var future: LoopFuture<Int>
            reportsAfter {
                val task = Aiko.runningLoop().task<Int> { awaitCancellation() }
                future = task.asDeferred().asLoopFuture()
                yield()
                task.cancel("no more")
                task.end()
            }.all.shouldBeEmpty()
            future.isCancelled shouldBe true
            shouldThrow<CancellationException> { future.result() }.message shouldBe "no more"
        }

        "it hears of it while the loop runs, as of other tasks" {
            val reports = Reports()
            inTime {
                virtualLoop().use { loop ->
                    loop.setExceptionHandler(reports)
                    loop.runTask { failing().asDeferred().join() }
                    Wait.untilCollected("it is reported") {
                        loop.runTask { yield() }
                        reports.all.size == 1
                    }
                }
            }
            reports.all.single().exception() shouldBeSameInstanceAs boom
        }

        "who awaits the deferred value hears of it, and nobody else" {
            nobodyHears { it.await() }
        }

        "the same with awaitAll" {
            nobodyHears { awaitAll(it) }
        }

        "the same with select" {
            nobodyHears { select { it.onAwait { } } }
        }

        "the same with whoever asks for the failure or the value" {
            nobodyHears {
                it.join()
                it.getCompletionExceptionOrNull()
            }
            nobodyHears {
                it.join()
                it.getCompleted()
            }
        }

        "the same with a callback that gets the failure" {
            nobodyHears { deferred -> deferred.invokeOnCompletion { } }
        }

        "the same with who awaits the task" {
            reportsAfter {
                val task = failing()
                task.asDeferred()
                task.end()
            }.all.shouldBeEmpty()
        }

        "a future of the deferred value is what is not looked at then" {
            reportsAfter { failing().asDeferred().asLoopFuture() }.all.size shouldBe 1
            nobodyHears { it.asLoopFuture().await() }
        }

        "one who was cancelled while he waited has not heard of it" {
            reportsAfter {
                supervisorScope {
                    val gate = Aiko.runningLoop().createFuture<Int>()
                    val task = Aiko.runningLoop().task<Int> {
                        gate.await()
                        throw boom
                    }
                    val deferred = task.asDeferred()
                    val waiting = launch(start = CoroutineStart.UNDISPATCHED) { deferred.await() }
                    waiting.cancel()
                    waiting.join()
                    gate.complete(1)
                }
            }.all.single().exception() shouldBeSameInstanceAs boom
        }

        "what a cancelled deferred value's task fails with in its cleanup is reported" {
            reportsAfter {
                supervisorScope {
                    val task = Aiko.runningLoop().task<Int> {
                        try {
                            awaitCancellation()
                        } finally {
                            throw boom
                        }
                    }
                    val deferred = task.asDeferred()
                    launch(start = CoroutineStart.UNDISPATCHED) { deferred.await() }
                    yield()
                    deferred.cancel()
                    deferred.join()
                    task.isDone shouldBe true
                }
            }.all.single().exception() shouldBeSameInstanceAs boom
        }
    })
