package dev.aiko.demo.shop.core

/** How much there is of each item. Whoever reads and then stores holds the lock of the shelf. */
interface Stock {
    suspend fun count(item: String): Int

    suspend fun store(item: String, count: Int)
}
