package dev.aiko.behaviour.suspending.loop

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.combine.ReturnWhen
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.toJavaDuration

/** Closing a loop while somebody waits with a limit for a stage that is none of the loop's. */
class CloseWithWaitsPendingTest :
    StringSpec({
        val limit = 1.hours.toJavaDuration()

        /** Whoever waits sees a cancellation and no timeout, and the stage is left alone. */
        fun closing(wait: suspend (CompletableFuture<Int>) -> Unit) = inTime {
            val trail = Trail()
            val foreign = CompletableFuture<Int>()
            val loop = virtualLoop()
            val waiting = loop.task {
                try {
                    wait(foreign)
                } catch (_: TimeoutException) {
                    trail.add("late")
                } catch (e: CancellationException) {
                    trail.add("cancelled")
                    throw e
                }
            }
            loop.runTask { repeat(5) { yield() } }
            loop.close()
            waiting.isCancelled shouldBe true
            trail.reads("cancelled")
            loop.time() shouldBe Duration.ZERO
            foreign.isDone shouldBe false
        }

        "in waitUntil" {
            closing { Aiko.waitUntil(ReturnWhen.ALL_COMPLETED, limit, listOf(it)).await() }
        }

        "in a future of asCompleted" {
            closing { Aiko.asCompleted(listOf(it), limit).iterator().next().await() }
        }

        "in the flow of asCompleted" {
            closing { Aiko.asCompleted(listOf(it), limit).asFlow().collect() }
        }

        "in another loop it is the cancellation of a future by somebody else" {
            inTime {
                val foreign = CompletableFuture<Int>()
                val waits = listOf<() -> LoopFuture<*>>(
                    { Aiko.waitUntil(ReturnWhen.ALL_COMPLETED, limit, listOf(foreign)) },
                    { Aiko.asCompleted(listOf(foreign), limit).iterator().next() }
                )
                virtualLoop().use { other ->
                    for (wait in waits) {
                        val loop = virtualLoop()
                        val future = loop.runTask { wait() }
                        val waiting = other.task {
                            shouldThrow<TaskCancelledException> { future.await() }
                                .cause?.message shouldContain "was closed"
                        }
                        other.runTask { yield() }
                        loop.close()
                        other.runTask { waiting.await() }
                    }
                }
            }
        }
    })
