package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.straight.border.JavaShop
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import java.io.IOException
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.time.Duration.Companion.seconds

/** Java implements a suspend interface, and Kotlin cannot tell. */
class SuspendAnswerTest :
    StringSpec({
        val told = ArrayList<String>()

        fun shop(finder: (Int) -> CompletionStage<String>): Shop = JavaShop(finder, told)

        beforeTest { told.clear() }

        "a stage answers with its value, whether it is done or not" {
            inTask {
                val loop = Aiko.runningLoop()
                val done = shop { CompletableFuture.completedFuture("order $it") }
                elapsed { done.find(1) shouldBe "order 1" } shouldBe 0.seconds
                val pending = shop { loop.sleepAsync(Duration.ofSeconds(1), "$it") }
                elapsed { pending.find(2) shouldBe "2" } shouldBe 1.seconds
                done.smallest(listOf(3, 1, 2)) shouldBe 1
            }
        }

        "a failure is thrown as it is, at once or later" {
            inTask {
                val failure = IOException("broken")
                val broken = shop { CompletableFuture.failedFuture(failure) }
                shouldThrow<IOException> { broken.find(1) } shouldBeSameInstanceAs failure
                val later = Aiko.runningLoop().createFuture<String>()
                val waiting = task { shouldThrow<IOException> { shop { later }.find(1) } }
                delay(1.seconds)
                later.completeExceptionally(failure)
                waiting.await() shouldBeSameInstanceAs failure
            }
        }

        "a straight-line body answers, as a task of the caller's loop" {
            inTask {
                elapsed { shop { error("not asked") }.close() } shouldBe 1.seconds
                told.shouldContainExactly("closed")
            }
        }

        "cancelling the caller cancels the stage and waits for its end" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<String>()
                val caller = task { shop { gate }.find(1) }
                delay(1.seconds)
                caller.cancel("enough")
                gate.isCancelled shouldBe true
                caller.end()
                caller.isCancelled shouldBe true
            }
        }

        "cancelling the caller stops a straight-line body" {
            inTask {
                val caller = task { shop { error("not asked") }.close() }
                delay(0.5.seconds)
                told.shouldBeEmpty()
                caller.cancel("enough")
                elapsed { caller.end() } shouldBe 0.seconds
                told.shouldContainExactly("closed")
                Aiko.allTasks().size shouldBe 1
            }
        }

        "the cancel of a stage by somebody else is a failure of the call" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<String>()
                val caller = task { shouldThrow<TaskCancelledException> { shop { gate }.find(1) } }
                delay(1.seconds)
                gate.cancel("other")
                caller.await()
            }
        }

        "a caller without a loop is answered as well" {
            inTime {
                runBlocking {
                    withContext(Dispatchers.Default) {
                        shop { CompletableFuture.supplyAsync { "order $it" } }.find(1) shouldBe
                            "order 1"
                        shop { error("not asked") }.close()
                    }
                }
            }
            told.shouldContainExactly("closed")
        }
    })
