package dev.aiko.behaviour.suspending.guide

import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.get
import dev.aiko.coroutines.iterator
import dev.aiko.coroutines.join
import dev.aiko.coroutines.publish
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.yield

suspend fun cook(counter: AsyncQueue<String>, dishes: List<String>) {
    for (dish in dishes) counter.put(brew(dish, 1))
    counter.shutdown()
}

suspend fun serve(counter: AsyncQueue<String>): List<String> {
    val served = mutableListOf<String>()
    for (dish in counter) served += dish
    return served
}

suspend fun shortestFirst(dishes: List<String>): List<String> {
    val orders = AsyncQueue.priority<String>(0, compareBy { it.length })
    for (dish in dishes) orders.put(dish)
    orders.shutdown()
    return serve(orders)
}

suspend fun tray(counter: AsyncQueue<String>): List<String> {
    val tray = mutableListOf(counter.get())
    counter.drainTo(tray, 4)
    return tray
}

suspend fun carry(from: AsyncQueue<String>, to: AsyncQueue<String>) = blocking {
    to.putBlocking(from.getBlocking())
}

suspend fun twoCooks(counter: AsyncQueue<String>): List<String> = taskGroup {
    for (dish in listOf("soup", "salad")) {
        val producer = counter.newProducer()
        task { producer.put(brew(dish, 1)) }.whenComplete { _, _ -> producer.close() }
    }
    serve(counter)
}

suspend fun washUp(sink: AsyncQueue<String>): Unit = taskGroup {
    val washer = task {
        for (dish in sink) {
            brew(dish, 1)
            sink.taskDone()
        }
    }
    sink.join()
    washer.cancel("all is clean")
}

suspend fun announce(news: Topic<String>, items: List<String>) {
    for (item in items) news.publish(item)
    news.close()
}

suspend fun listen(news: Topic<String>): List<String> =
    news.subscribe(8, WhenFull.DROP_OLDEST).asFlow().toList()

private val menu = listOf("soup", "fish", "cake")

/** The Kotlin code of docs/guide/queues.md. */
class QueuesPageTest :
    StringSpec({
        "what is cooked is served" {
            inTask {
                val counter = AsyncQueue.create<String>(2)
                val waiter = task { serve(counter) }
                cook(counter, menu)
                waiter.await() shouldBe menu
            }
        }

        "the shortest come first" {
            inTask {
                shortestFirst(listOf("porridge", "stew", "fish", "pie")) shouldBe
                    listOf("pie", "stew", "fish", "porridge")
            }
        }

        "a tray takes what is there" {
            inTask {
                val counter = AsyncQueue.unbounded<String>()
                val early = task { tray(counter) }
                yield()
                for (dish in listOf("a", "b", "c", "d", "e", "f")) counter.put(dish)
                early.await() shouldBe listOf("a", "b", "c", "d", "e")
                tray(counter) shouldBe listOf("f")
            }
        }

        "blocking code carries from queue to queue" {
            inTask {
                val from = AsyncQueue.create<String>(1)
                val to = AsyncQueue.create<String>(1)
                val carrier = task { carry(from, to) }
                from.put("soup")
                to.get() shouldBe "soup"
                carrier.await()
            }
        }

        "the last producer shuts down" {
            inTask { twoCooks(AsyncQueue.create(2)) shouldBe listOf("soup", "salad") }
        }

        "all is washed" {
            inTask {
                val sink = AsyncQueue.unbounded<String>()
                for (dish in menu) sink.put(dish)
                washUp(sink)
                sink.unfinished() shouldBe 0
            }
        }

        "everybody hears the news" {
            inTask {
                val news = Topic.create<String>()
                val one = task { listen(news) }
                val other = task { listen(news) }
                yield()
                announce(news, menu)
                one.await() shouldBe menu
                other.await() shouldBe menu
                news.subscribers() shouldBe 0
            }
        }
    })
