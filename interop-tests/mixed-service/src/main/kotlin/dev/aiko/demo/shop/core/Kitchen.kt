package dev.aiko.demo.shop.core

import dev.aiko.coroutines.await
import dev.aiko.coroutines.iterator
import dev.aiko.demo.shop.log.RequestId
import dev.aiko.queue.AsyncQueue
import kotlinx.coroutines.CancellationException
import org.slf4j.LoggerFactory
import java.util.concurrent.CompletionStage

/** Makes what was ordered, one after the other, until the queue is shut down and empty. */
class Kitchen(private val orders: AsyncQueue<Order>, private val stove: Stove) {
    suspend fun work() {
        for (order in orders) {
            RequestId.put(order.requestId).use { make(order) }
        }
        log.info("kitchen closed")
    }

    private suspend fun make(order: Order) =
        try {
            stove.make(order).await()
            log.info("{} of {} made", order.count, order.item)
        } catch (end: CancellationException) {
            throw end
        } catch (failure: Exception) {
            log.error("{} of {} spoilt", order.count, order.item, failure)
        } finally {
            orders.taskDone()
        }

    private companion object {
        val log = LoggerFactory.getLogger(Kitchen::class.java)
    }
}

/** What the kitchen works with; takes its time. */
fun interface Stove {
    fun make(order: Order): CompletionStage<*>
}
