package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.iterator
import dev.aiko.coroutines.next
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.use
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.Task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import kotlinx.coroutines.future.await as awaitOfKotlinx

/** What the page "From Kotlin" says of usual mistakes. */
class FromKotlinMistakesTest :
    StringSpec({
        "the await of kotlinx takes somebody else's cancel for one's own" {
            inTask {
                shouldThrow<CancellationException> { cancelledMeal().awaitOfKotlinx() }
                shouldThrow<TaskCancelledException> { cancelledMeal().await() }
            }
        }

        "the use of the standard library cannot wait for the closing, ours does" {
            inTask {
                val scope = LoopScope.on(Aiko.runningLoop(), "guests")
                scope.launch { awaitCancellation() }
                shouldThrow<IllegalStateException> { AutoCloseable(scope::close).use { it } }
                scope.use { it.isActive }

                val news = Topic.create<String>(1)
                news.tryPublish("soup") shouldBe true
                first(news) shouldBe "soup"
                news.subscribers() shouldBe 0
            }
        }

        "a queue is gone through with for, a sequence as a flow" {
            inTask {
                ordered("soup", "cake").let { served(it) } shouldBe listOf("soup", "cake")
                ordered("soup", "cake").let { served(it.asSequence()) } shouldBe
                    listOf("soup", "cake")
            }
        }

        "from a plain thread a suspend function is run by the runner" {
            inTime { supperForMain() shouldBe "soup and cake" }
        }
    })

private suspend fun cancelledMeal(): Task<String> =
    task<String> { awaitCancellation() }.also {
        yield()
        it.cancel("the guest has left")
    }

private fun ordered(vararg dishes: String): AsyncQueue<String> =
    AsyncQueue.unbounded<String>().apply {
        dishes.forEach(::putNow)
        shutdown()
    }

suspend fun first(news: Topic<String>): String? =
    news.subscribe(10, WhenFull.WAIT).use { cursor -> cursor.next() }

suspend fun served(orders: AsyncQueue<String>): List<String> {
    val dishes = mutableListOf<String>()
    for (dish in orders) dishes += dish
    return dishes
}

suspend fun served(ready: AsyncSequence<String>): List<String> {
    val dishes = mutableListOf<String>()
    ready.asFlow().collect { dish -> dishes += dish }
    return dishes
}

fun supperForMain(): String =
    Runner.background("kitchen").use { runner ->
        runner.runTask { serve(JavaKitchen()) }
    }
