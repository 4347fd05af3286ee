package dev.aiko.behaviour.suspending.border

import dev.aiko.coroutines.await
import dev.aiko.task.Task
import java.util.function.Supplier

/** Kotlin that awaits what Java does. */
object Kitchen {
    suspend fun cook(stove: Supplier<Task<String>>): String {
        val meal = stove.get().await()
        return "$meal is served"
    }
}
