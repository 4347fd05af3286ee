package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** What Kotlin code looks like that nobody wrote for Java: all the shapes of a suspend function. */
interface Shop {
    suspend fun find(id: Int): String?

    suspend fun close()

    suspend fun <T : Comparable<T>> smallest(some: List<T>): T
}

/** Waits a second for everything. */
class SlowShop(private val told: MutableList<String> = ArrayList()) : Shop {
    override suspend fun find(id: Int): String? {
        delay(1.seconds)
        return if (id == 0) null else "order $id"
    }

    override suspend fun close() {
        delay(1.seconds)
        told += "closed"
    }

    override suspend fun <T : Comparable<T>> smallest(some: List<T>): T {
        delay(1.seconds)
        return some.min()
    }

    @JvmOverloads
    suspend fun count(from: Int = 1, to: Int = 3): Int {
        delay(1.seconds)
        return to - from + 1
    }

    /** Never suspends. */
    suspend fun known(): String = "known"

    /** Throws before it could suspend. */
    suspend fun broken(): String = throw IOException("broken")

    suspend fun brokenLater(): String {
        delay(1.seconds)
        throw IOException("broken later")
    }

    suspend fun whoAsks(): String? = Aiko.currentTask()?.name()

    /** Tells when it is cancelled, and takes its time to clean up. */
    suspend fun waitForEver(): String =
        try {
            delay(1.hours)
            "never"
        } catch (cancelled: CancellationException) {
            told += "cancelled: ${cancelled.message}"
            throw cancelled
        }

    companion object {
        @JvmStatic
        suspend fun opened(): String {
            delay(1.seconds)
            return "opened"
        }
    }
}

object Till {
    suspend fun sum(): Long {
        delay(1.seconds)
        return 7
    }
}

suspend fun Shop.findTwice(id: Int): List<String?> = listOf(find(id), find(id))
