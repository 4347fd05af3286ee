package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.adopt
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asDeferred
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitAll
import dev.aiko.coroutines.get
import dev.aiko.coroutines.put
import dev.aiko.coroutines.race
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.queue.AsyncQueue
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sync.AsyncLock
import dev.aiko.task.Task
import dev.aiko.task.TaskCancelledException
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.yield
import java.time.Duration
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** The code of the page "From Kotlin". */
class FromKotlinPageTest :
    StringSpec({
        "Java's tasks, queues, locks and sequences are suspend functions" {
            inTask {
                serve(JavaKitchen()) shouldBe "soup and cake"
            }
        }

        "a scope of coroutines adopts a task of Java" {
            inTask {
                elapsed { cleanAsWell(JavaKitchen()) } shouldBe 3.seconds
            }
        }

        "somebody else's cancel is a failure, and not one's own" {
            inTask {
                val meal = task<String> { awaitCancellation() }
                yield()
                meal.cancel("the guest has left")
                orElse(meal) shouldBe "bread"
            }
        }

        "the first of two" {
            inTask { quickest() shouldBe "tea" }
        }
    })

/** What the examples call: Java objects, here made in Kotlin. */
class JavaKitchen {
    val lock: AsyncLock = AsyncLock.create()
    val orders: AsyncQueue<String> = AsyncQueue.unbounded()

    fun cook(dish: String): Task<String> =
        Aiko.createTask(Callable { Aiko.await(Aiko.sleep(Duration.ofSeconds(1), dish)) })

    fun clean(): Task<String> =
        Aiko.createTask(Callable { Aiko.await(Aiko.sleep(Duration.ofSeconds(3), "clean")) })

    fun ready(): AsyncSequence<String> = orders.asSequence()
}

suspend fun serve(kitchen: JavaKitchen): String {
    kitchen.orders.put("soup")
    kitchen.orders.put("cake")
    val first = kitchen.orders.get()
    val second = kitchen.orders.get()
    return kitchen.lock.withLock {
        val dishes = awaitAll(kitchen.cook(first), kitchen.cook(second))
        dishes.joinToString(" and ")
    }
}

suspend fun cleanAsWell(kitchen: JavaKitchen) = coroutineScope {
    adopt(kitchen.clean())
    kitchen.cook("soup").await()
}

suspend fun orElse(meal: Task<String>): String =
    try {
        meal.await()
    } catch (theirs: TaskCancelledException) {
        "bread"
    }

suspend fun quickest(): String = race(
    {
        delay(1.seconds)
        "tea"
    },
    {
        delay(1.hours)
        "stew"
    }
)

suspend fun allOrders(kitchen: JavaKitchen): List<String> = kitchen.ready().asFlow().toList()

fun forJava(menu: Menu): AsyncSequence<String> = menu.specials().asAsyncSequence()

suspend fun withKotlinx(kitchen: JavaKitchen): String {
    val soup = kitchen.cook("soup").asDeferred()
    return soup.await()
}
