package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionException
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.concurrent.thread

class ForeignFutureTest :
    StringSpec({
        "cancelling a task cancels the foreign future it awaits, with true, at once" {
            inTask {
                val foreign = Foreign()
                val child = task { foreign.await() }
                yield()
                child.cancel("enough")
                foreign.cancels shouldBe listOf(true)
                foreign.isCancelled shouldBe true
                child.end()
                child.isCancelled shouldBe true
                foreign.cancels shouldBe listOf(true)
            }
        }

        "it reaches the foreign future through ensureFuture" {
            inTask {
                val foreign = Foreign()
                val child = task { Aiko.ensureFuture(foreign).await() }
                yield()
                child.cancel(false)
                foreign.cancels shouldBe listOf(true)
                child.end()
            }
        }

        "it reaches the foreign future through tasks in between" {
            inTask {
                val foreign = Foreign()
                val inner = Aiko.createTask { Aiko.await(foreign) }
                val outer = task { inner.await() }
                yield()
                yield()
                outer.cancel(false)
                foreign.cancels shouldBe listOf(true)
                outer.end()
            }
        }

        "a foreign future that is done is not cancelled any more" {
            inTask {
                val foreign = Foreign()
                val child = task { foreign.await() }
                yield()
                foreign.complete(7)
                child.cancel(false)
                child.end()
                child.isCancelled shouldBe true
                foreign.isCancelled shouldBe false
                foreign.get() shouldBe 7
            }
        }

        "a completion on another thread brings the task back to its loop" {
            inTask {
                val main = Aiko.currentTask()
                val loop = Aiko.runningLoop()
                val foreign = CompletableFuture<Thread>()
                loop.callSoon {
                    thread(name = "foreign") { foreign.complete(Thread.currentThread()) }
                }
                foreign.await().name shouldBe "foreign"
                Thread.currentThread().name shouldNotBe "foreign"
                Aiko.currentTask() shouldBeSameInstanceAs main
                Aiko.runningLoop() shouldBeSameInstanceAs loop
            }
        }

        "the failure of a foreign future comes without its wrapping" {
            inTask {
                val gone = IOException("gone")
                val foreign = CompletableFuture<Int>()
                val derived = foreign.thenApply { it + 1 }
                val child = task { derived.await() }
                yield()
                foreign.completeExceptionally(gone)
                shouldThrow<IOException> { child.await() } shouldBeSameInstanceAs gone
                // And likewise when it is done before the await.
                shouldThrow<IOException> { derived.await() } shouldBeSameInstanceAs gone
                derived.isCompletedExceptionally shouldBe true
                shouldThrow<CompletionException> { derived.join() }.cause shouldBeSameInstanceAs
                    gone
            }
        }

        "a foreign failure that nobody awaits any more is not reported" {
            inTask {
                val reports = Reports()
                Aiko.runningLoop().setExceptionHandler(reports)
                val foreign = CompletableFuture<Int>()
                val child = task { foreign.await() }
                yield()
                child.cancel(false)
                child.end()
                foreign.completeExceptionally(IllegalStateException("late"))
                yield()
                reports.all shouldBe emptyList()
            }
        }
    })

/** Remembers how it was cancelled. */
private class Foreign : CompletableFuture<Int>() {
    val cancels: MutableList<Boolean> = CopyOnWriteArrayList()

    override fun cancel(mayInterruptIfRunning: Boolean): Boolean {
        cancels += mayInterruptIfRunning
        return super.cancel(mayInterruptIfRunning)
    }
}
