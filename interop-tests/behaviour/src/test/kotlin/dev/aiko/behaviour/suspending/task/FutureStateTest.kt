package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException

class FutureStateTest :
    StringSpec({
        "FUT-01 a new future is neither done nor cancelled and has no outcome yet" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                future.isDone shouldBe false
                future.isCancelled shouldBe false
                shouldThrow<IllegalStateException> { future.result() }
                    .shouldBeNoCancellation()
                shouldThrow<IllegalStateException> { future.exception() }
                    .shouldBeNoCancellation()
            }
        }

        "FUT-02 a future with a value keeps it" {
            inTask {
                val future = Aiko.runningLoop().createFuture<String>()
                future.complete("value") shouldBe true
                future.isDone shouldBe true
                future.result() shouldBe "value"
                future.exception() shouldBe null
                future.cancel("late") shouldBe false
                future.complete("other") shouldBe false
                future.completeExceptionally(IllegalStateException("late")) shouldBe false
                future.await() shouldBe "value"
                future.isCancelled shouldBe false
            }
        }

        "FUT-02 null is a value" {
            inTask {
                val future = Aiko.runningLoop().createFuture<String?>()
                future.complete(null) shouldBe true
                future.isDone shouldBe true
                future.await() shouldBe null
                future.complete("other") shouldBe false
                future.await() shouldBe null
            }
        }

        "FUT-03 a failed future gives the very failure to everyone" {
            inTask {
                val boom = IllegalStateException("boom")
                val future = Aiko.runningLoop().createFuture<Int>()
                future.completeExceptionally(boom) shouldBe true
                shouldThrow<IllegalStateException> { future.result() } shouldBeSameInstanceAs boom
                future.exception() shouldBeSameInstanceAs boom
                shouldThrow<IllegalStateException> { future.await() } shouldBeSameInstanceAs boom
                future.isCancelled shouldBe false
                future.cancel(true) shouldBe false
            }
        }

        "FUT-04 a pending future is cancelled at once" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                future.cancel(false) shouldBe true
                future.isDone shouldBe true
                future.isCancelled shouldBe true
                shouldThrow<CancellationException> { future.result() }
                shouldThrow<CancellationException> { future.exception() }
                shouldThrow<TaskCancelledException> { future.await() }
            }
        }

        "FUT-05 a cancelled future is completed by nobody" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                future.cancel("first")
                future.complete(1) shouldBe false
                future.completeExceptionally(IllegalStateException("late")) shouldBe false
                future.cancel("second") shouldBe false
                shouldThrow<CancellationException> { future.result() }.message shouldBe "first"
            }
        }

        "FUT-17 a future belongs to the loop that made it" {
            withLoop { loop ->
                loop.createFuture<Int>().defaultExecutor() shouldBeSameInstanceAs loop
            }
            inTask {
                val loop = Aiko.runningLoop()
                loop.createFuture<Int>().defaultExecutor() shouldBeSameInstanceAs loop
            }
        }
    })

/** On the JVM a cancellation is an IllegalStateException, so being one says too little. */
private fun IllegalStateException.shouldBeNoCancellation() {
    (this is CancellationException) shouldBe false
}
