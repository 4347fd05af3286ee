package dev.aiko.demo.shop.core

import java.util.concurrent.atomic.AtomicBoolean

/** What somebody wants, and the id of the request in which it was said. */
class Order(val item: String, val count: Int, val requestId: String) {
    private val isClaimed = AtomicBoolean()

    /**
     * True once, for whoever comes first: the kitchen that is going to make it, or the desk that takes
     * it back. A put that is cancelled while the kitchen takes its order cannot tell which it is.
     */
    fun claim(): Boolean = isClaimed.compareAndSet(false, true)
}

/** There is less of an item than somebody wants. */
class SoldOut(item: String, wanted: Int, there: Int) :
    RuntimeException("$wanted of $item wanted, $there there")
