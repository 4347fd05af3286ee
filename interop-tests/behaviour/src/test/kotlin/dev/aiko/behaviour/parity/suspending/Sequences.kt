package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.sequence.AsyncSequence
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlin.time.Duration.Companion.seconds

/** Values that come one after the other. */
class Sequences {
    /** A cup each second, and washing up in the end. */
    private fun cups(diary: Diary, many: Int): AsyncSequence<String> = flow {
        try {
            for (i in 1..many) emit(brew(diary, "cup $i", 1))
        } finally {
            shielded { brew(diary, "a clean kettle", 1) }
        }
    }.asAsyncSequence()

    suspend fun valuesAreMadeWhenTheyAreAskedFor(diary: Diary) {
        cups(diary, 2).asFlow().collect { cup ->
            diary.write("drinks $cup")
            delay(5.seconds)
        }
        diary.write("no more cups")
    }

    suspend fun whoLeavesEarlyWaitsForTheWashingUp(diary: Diary) {
        val cup = cups(diary, 9).asFlow().first {
            diary.write("drinks $it")
            true
        }
        check(cup == "cup 1")
        diary.write("leaves")
    }

    suspend fun aFailureOfTheMakerComesAfterItsValues(diary: Diary) {
        val pies = flow {
            emit(brew(diary, "pie 1", 1))
            burn("pie 2", 1)
        }.asAsyncSequence()
        try {
            pies.asFlow().collect { pie -> diary.write("eats $pie") }
        } catch (failed: IllegalStateException) {
            diary.write("failed: ${failed.message}")
        }
    }

    suspend fun aCancelledConsumerStopsTheMaker(diary: Diary) {
        val guest = task {
            cups(diary, 9).asFlow().collect { cup -> diary.write("drinks $cup") }
        }
        delay(1.5.seconds)
        guest.cancel("not thirsty")
        waitUntil(ALL_COMPLETED, guest).await()
        diary.writeEnd("guest", guest)
    }

    suspend fun eachConsumerStartsFromTheBeginning(diary: Diary) {
        val cups = cups(diary, 1)
        diary.write("first ${cups.toListAsync().await()}")
        diary.write("second ${cups.toListAsync().await()}")
    }
}
