package dev.aiko.behaviour.suspending.guide

import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.iterator
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

suspend fun serve(counter: AsyncQueue<String>): List<String> {
    val served = mutableListOf<String>()
    for (dish in counter) served += dish
    return served
}

/** The Kotlin code of docs/guide/queues.md. */
class QueuesPageTest :
    StringSpec({
        "what is cooked is served" {
            inTask {
                val counter = AsyncQueue.create<String>(2)
                val waiter = task { serve(counter) }
                for (dish in listOf("soup", "fish", "cake")) counter.put(brew(dish, 1))
                counter.shutdown()
                waiter.await() shouldBe listOf("soup", "fish", "cake")
            }
        }
    })
