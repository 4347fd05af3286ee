package dev.aiko.behaviour.suspending.guide

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlin.time.Duration.Companion.seconds

/** What the examples call: Kotlin that knows nothing of Java. */
interface Menu {
    suspend fun price(dish: String): Int

    fun specials(): Flow<String>
}

class SlowMenu : Menu {
    override suspend fun price(dish: String): Int {
        delay(1.seconds)
        require(dish.isNotEmpty()) { "A dish has a name." }
        return dish.length
    }

    override fun specials(): Flow<String> =
        flow {
            for (dish in listOf("soup", "cake", "tea")) {
                delay(1.seconds)
                emit(dish)
            }
        }

    fun priceIn(scope: CoroutineScope, dish: String): Deferred<Int> = scope.async { price(dish) }
}
