package dev.aiko.behaviour.parity

import dev.aiko.TaskGroup
import dev.aiko.context.ContextVar
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.Task
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlin.time.Duration.Companion.seconds

/** What one language offers to the other: suspend functions, tasks and sequences. */
interface Cook {
    /** Takes a second to clean up. */
    suspend fun cook(what: String, time: Int): String

    suspend fun spoil(what: String, time: Int): String

    suspend fun greet(guest: ContextVar<String>): String

    fun help(group: TaskGroup, what: String, time: Int): Task<String>

    fun menu(): AsyncSequence<String>
}

/** Works for Java. */
class KotlinCook(private val diary: Diary) : Cook {
    override suspend fun cook(what: String, time: Int): String = try {
        brew(diary, what, time)
    } finally {
        shielded { brew(diary, "a clean pot", 1) }
    }

    override suspend fun spoil(what: String, time: Int): String = burn(what, time)

    override suspend fun greet(guest: ContextVar<String>): String {
        delay(1.seconds)
        return "good day ${guest.get()}"
    }

    override fun help(group: TaskGroup, what: String, time: Int): Task<String> =
        group.task { brew(diary, what, time) }

    override fun menu(): AsyncSequence<String> = flow {
        try {
            emit(brew(diary, "tea", 1))
            emit(brew(diary, "soup", 2))
        } finally {
            shielded { brew(diary, "a clean pot", 1) }
        }
    }.asAsyncSequence()
}
