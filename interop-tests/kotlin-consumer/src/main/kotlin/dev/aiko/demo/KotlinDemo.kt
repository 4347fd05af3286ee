package dev.aiko.demo

import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes

/** Runs tasks, cancels one, times one out, and tells what happened. */
object KotlinDemo {
    @JvmStatic
    fun main(args: Array<String>) {
        story().forEach { println("Kotlin: $it") }
    }

    fun story(): List<String> =
        runAiko {
            buildList {
                val coffee = task { brew("coffee", 30.milliseconds) }
                val tea = task { brew("tea", 10.milliseconds) }
                add("${coffee.await()} and ${tea.await()}")

                val soup = task(name = "soup") { brew("soup", 1.minutes) }
                delay(10.milliseconds)
                soup.cancel("the guests have left")
                try {
                    soup.await()
                } catch (stopped: TaskCancelledException) {
                    add("${soup.name()} stopped: ${stopped.cause?.message}")
                }

                val stew = withTimeoutOrNull(20.milliseconds) { brew("stew", 1.minutes) }
                add(stew ?: "stew took too long")
            }
        }

    private suspend fun brew(
        drink: String,
        time: Duration
    ): String {
        delay(time)
        return "$drink is ready"
    }
}
