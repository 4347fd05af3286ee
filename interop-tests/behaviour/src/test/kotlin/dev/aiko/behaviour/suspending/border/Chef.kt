package dev.aiko.behaviour.suspending.border

import kotlinx.coroutines.flow.Flow

/** Takes Kotlin code and calls it, which may end in whatever way Kotlin code does. */
interface Chef {
    suspend fun cook(step: suspend (Int) -> String): String

    /** One, two, three, … as they are asked for. */
    fun plates(): Flow<Int>
}
