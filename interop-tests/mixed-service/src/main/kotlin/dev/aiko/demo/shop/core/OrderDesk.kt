package dev.aiko.demo.shop.core

import dev.aiko.coroutines.put
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.withLock
import dev.aiko.queue.AsyncQueue
import dev.aiko.sync.AsyncLock
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import org.slf4j.LoggerFactory

/** Takes orders: from the shelf, which it shares with the deliveries, to the kitchen. */
class OrderDesk(
    private val stock: Stock,
    private val shelf: AsyncLock,
    private val kitchen: AsyncQueue<Order>
) {
    /**
     * Gives what is left. Cancelled before the kitchen has begun with the order, it leaves no trace;
     * after that the order is made, and nothing is put back.
     */
    suspend fun place(order: Order): Int {
        val left = change(order.item, -order.count)
        try {
            currentCoroutineContext().ensureActive() // a put that finds room does not ask
            kitchen.put(order) // waits while the kitchen is busy
        } catch (failure: Throwable) {
            if (!order.claim()) throw failure // cancelled too late: the kitchen is at it
            shielded { change(order.item, order.count) }
            log.info("{} of {} put back", order.count, order.item)
            throw failure
        }
        log.info("{} of {} ordered", order.count, order.item)
        return left
    }

    private suspend fun change(item: String, by: Int): Int =
        shelf.withLock {
            val there = stock.count(item)
            if (there + by < 0) throw SoldOut(item, -by, there)
            shielded { stock.store(item, there + by) } // half a change is none
            there + by
        }

    private companion object {
        val log = LoggerFactory.getLogger(OrderDesk::class.java)
    }
}
