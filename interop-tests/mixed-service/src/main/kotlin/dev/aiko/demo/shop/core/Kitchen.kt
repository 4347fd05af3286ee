package dev.aiko.demo.shop.core

import dev.aiko.coroutines.await
import dev.aiko.coroutines.iterator
import dev.aiko.demo.shop.log.RequestId
import dev.aiko.queue.AsyncQueue
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import org.slf4j.LoggerFactory
import java.util.concurrent.CompletionStage

/** Makes what was ordered, one after the other, until the queue is shut down and empty. */
class Kitchen(private val orders: AsyncQueue<Order>, private val stove: Stove) {
    /** However it ends, the log has it, and nobody waits any more for what it will not make. */
    suspend fun work() {
        try {
            for (order in orders) {
                RequestId.put(order.requestId).use { take(order) }
            }
        } catch (failure: Throwable) {
            currentCoroutineContext().ensureActive() // it was told to end
            log.error("kitchen broken", failure)
        } finally {
            orders.shutdown()
            generateSequence { orders.tryGet() }.forEach(::leave)
            log.info("kitchen closed")
        }
    }

    /** Makes it, unless the desk has taken it back. */
    private suspend fun take(order: Order) {
        try {
            if (!order.claim()) return
            stove.make(order).await()
            log.info("{} of {} made", order.count, order.item)
        } catch (failure: Throwable) {
            log.error("{} of {} spoilt", order.count, order.item, failure)
            currentCoroutineContext().ensureActive()
            if (failure is Error) throw failure // the next one would not fare better
        } finally {
            orders.taskDone()
        }
    }

    private fun leave(order: Order) =
        RequestId.put(order.requestId).use {
            if (order.claim()) log.warn("{} of {} not made", order.count, order.item)
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
