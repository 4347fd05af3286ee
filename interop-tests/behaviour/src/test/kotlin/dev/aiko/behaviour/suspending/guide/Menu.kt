package dev.aiko.behaviour.suspending.guide

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import kotlin.time.Duration.Companion.seconds

/** What the examples call: Kotlin that knows nothing of Java. */
interface Menu {
    suspend fun price(dish: String): Int

    fun specials(): Flow<String>

    suspend fun bring(dish: String, serve: suspend (String) -> Unit)
}

interface Dish {
    fun name(): String
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

    override suspend fun bring(dish: String, serve: suspend (String) -> Unit) {
        delay(1.seconds)
        serve(dish)
    }

    suspend fun dishes(): List<Dish> {
        delay(1.seconds)
        return listOf("soup", "tea").map {
            object : Dish {
                override fun name() = it
            }
        }
    }

    fun openIn(scope: CoroutineScope): Job = scope.launch { delay(1.seconds) }

    fun priceIn(scope: CoroutineScope, dish: String): Deferred<Int> = scope.async { price(dish) }
}
