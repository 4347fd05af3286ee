package dev.aiko.libraries.suspending.client

/** What is behind a client; nobody implements it by hand. */
interface Shop {
    suspend fun find(id: Int): String

    suspend fun perhaps(id: Int): String?

    suspend fun remove(id: Int)
}
