package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import io.kotest.matchers.types.shouldNotBeSameInstanceAs
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage

class EnsureFutureTest :
    StringSpec({
        "TASK-03 ensureFuture gives back a task or future as it is" {
            inTask {
                val child = task { 1 }
                val future = Aiko.runningLoop().createFuture<Int>()
                Aiko.ensureFuture(child) shouldBeSameInstanceAs child
                Aiko.ensureFuture(future) shouldBeSameInstanceAs future
                child.await() shouldBe 1
            }
        }

        "TASK-04 ensureFuture wraps any other stage, value and failure" {
            inTask {
                val stage = CompletableFuture<Int>()
                val wrapped = Aiko.ensureFuture(stage)
                wrapped shouldNotBeSameInstanceAs stage
                wrapped.isDone shouldBe false
                stage.complete(3)
                wrapped.await() shouldBe 3

                val failure = IllegalStateException("boom")
                val failed: CompletionStage<Int> = CompletableFuture.failedStage(failure)
                shouldThrow<IllegalStateException> {
                    Aiko.ensureFuture(failed).await()
                } shouldBeSameInstanceAs failure
            }
        }

        "TASK-05 ensureFuture on a closed loop is refused" {
            val loop = virtualLoop()
            loop.close()
            val stage = CompletableFuture<Int>()
            shouldThrow<IllegalStateException> { loop.ensureFuture(stage) }
            stage.isDone shouldBe false
        }
    })
