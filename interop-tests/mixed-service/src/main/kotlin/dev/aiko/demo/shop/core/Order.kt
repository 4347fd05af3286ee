package dev.aiko.demo.shop.core

/** What somebody wants, and the id of the request in which it was said. */
data class Order(val item: String, val count: Int, val requestId: String)

/** There is less of an item than somebody wants. */
class SoldOut(item: String, wanted: Int, there: Int) :
    RuntimeException("$wanted of $item wanted, $there there")
