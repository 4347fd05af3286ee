package dev.aiko.behaviour.parity

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

/** Is ready after so many seconds, and tells when it is cancelled before. */
suspend fun brew(diary: Diary, what: String, time: Int): String {
    try {
        delay(time.seconds)
    } catch (cancelled: CancellationException) {
        diary.write("$what is cancelled: ${cancelled.message}")
        throw cancelled
    }
    diary.write("$what is ready")
    return what
}

/** Fails after so many seconds. */
suspend fun burn(what: String, time: Int): String {
    delay(time.seconds)
    error("$what is burnt")
}
