package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.hours
import kotlin.time.toJavaDuration

private const val DEEP = 100_000

class DeepChainTest :
    StringSpec({
        // Each task awaits the one before it; the first awaits the gate.
        fun chainFrom(gate: CompletableFuture<Int>): List<Task<Int>> {
            val tasks = ArrayList<Task<Int>>(DEEP)
            tasks += task { gate.await() }
            while (tasks.size < DEEP) {
                val below = tasks.last()
                tasks += task { below.await() + 1 }
            }
            return tasks
        }

        "a chain of a hundred thousand tasks goes on, one after the other" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                val tasks = chainFrom(gate)
                yield()
                gate.complete(1)
                tasks.last().await() shouldBe DEEP
            }
        }

        "a failure passes through a hundred thousand tasks" {
            inTask {
                val boom = IllegalStateException("boom")
                val gate = Aiko.runningLoop().createFuture<Int>()
                val tasks = chainFrom(gate)
                yield()
                gate.completeExceptionally(boom)
                shouldThrow<IllegalStateException> {
                    tasks.last().await()
                } shouldBeSameInstanceAs boom
            }
        }

        "a cancel goes down through a hundred thousand tasks, and the end comes back up" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                val tasks = chainFrom(gate)
                yield()
                tasks.last().cancel("all the way") shouldBe true
                gate.isCancelled shouldBe true
                tasks.last().end()
                tasks.all { it.isCancelled } shouldBe true
            }
        }

        "a hundred thousand derived stages complete, and are cancelled" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                var stage: CompletableFuture<Int> = gate
                repeat(DEEP) { stage = stage.thenApply { it + 1 } }
                val waiting = task { stage.await() }
                yield()
                gate.complete(0)
                waiting.await() shouldBe DEEP

                val other = Aiko.runningLoop().createFuture<Int>()
                stage = other
                repeat(DEEP) { stage = stage.thenApply { it + 1 } }
                val stopped = task { stage.await() }
                yield()
                stopped.cancel(false)
                stopped.end()
                other.isCancelled shouldBe true
            }
        }

        "a body may await a hundred thousand futures one after the other" {
            inTask {
                val loop = Aiko.runningLoop()
                var sum = 0
                repeat(DEEP) {
                    val future = loop.createFuture<Int>()
                    loop.callSoon { future.complete(1) }
                    sum += future.await()
                }
                sum shouldBe DEEP
            }
        }

        "a hundred thousand suspend calls, each inside the other, return one after the other" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                val deep = task { climb(DEEP, gate) }
                Aiko.runningLoop().callLater(1.hours.toJavaDuration()) { gate.complete(0) }
                deep.await() shouldBe DEEP
            }
        }

        "a failure leaves a hundred thousand suspend calls, each inside the other" {
            inTask {
                val boom = IllegalStateException("boom")
                val gate = Aiko.runningLoop().createFuture<Int>()
                val deep = task { climb(DEEP, gate) }
                Aiko.runningLoop().callLater(1.hours.toJavaDuration()) {
                    gate.completeExceptionally(boom)
                }
                shouldThrow<IllegalStateException> { deep.await() } shouldBeSameInstanceAs boom
            }
        }
    })

/** Every level is a suspended frame; the yield keeps the way there off the thread's stack. */
private suspend fun climb(levels: Int, gate: CompletableFuture<Int>): Int {
    if (levels == 0) {
        return gate.await()
    }
    yield()
    return climb(levels - 1, gate) + 1
}
