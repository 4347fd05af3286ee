package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Cupboard
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.use
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

/** What takes time to close. */
class Resources {
    suspend fun aResourceIsClosedBeforeItsBlockIsLeft(diary: Diary) {
        val tea = Cupboard(diary).use { brew(diary, "tea", 2) }
        diary.write("there is $tea")
    }

    suspend fun aFailureOfTheBlockComesAfterTheClosing(diary: Diary) {
        try {
            Cupboard(diary).use { burn("pie", 1) }
        } catch (failed: IllegalStateException) {
            diary.write("failed: ${failed.message}")
        }
    }

    suspend fun nothingInterruptsTheClosing(diary: Diary) {
        val meal = task { Cupboard(diary).use { brew(diary, "soup", 60) } }
        delay(1.seconds)
        meal.cancel("fire")
        waitUntil(ALL_COMPLETED, meal).await()
        diary.writeEnd("meal", meal)
    }

    suspend fun aFailureOfTheClosingIsSuppressedByOneOfTheBlock(diary: Diary) {
        for (what in listOf("pie", "")) {
            try {
                Cupboard.stuck(diary).use { if (what.isNotEmpty()) burn(what, 1) }
            } catch (failed: IllegalStateException) {
                diary.write("${failed.message}, suppressed: ${failed.suppressed.size}")
            }
        }
    }
}
