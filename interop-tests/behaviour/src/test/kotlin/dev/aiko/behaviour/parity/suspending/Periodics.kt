package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.runningLoop
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.every
import dev.aiko.coroutines.repeating
import dev.aiko.loop.PeriodicOptions
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Work that is done again and again. */
class Periodics {
    suspend fun periodicWorkKeepsItsRate(diary: Diary) {
        var round = 0
        val bell = runningLoop().every(10.seconds) { brew(diary, "round ${++round}", 3) }
        delay(31.seconds)
        bell.stop()
        diary.write("runs: ${bell.runs()}")
        bell.done().await()
    }

    suspend fun periodicWorkThatTakesTooLongSkipsItsTime(diary: Diary) {
        var round = 0
        val bell = runningLoop().every(2.seconds) { brew(diary, "round ${++round}", 3) }
        delay(11.seconds)
        bell.stop()
        bell.done().await()
    }

    suspend fun aDelayIsCountedFromTheEndOfARun(diary: Diary) {
        var round = 0
        val options = PeriodicOptions.fixedDelay(2.seconds.toJavaDuration())
            .withInitialDelay(0.seconds.toJavaDuration())
        val bell = runningLoop().repeating(options) { brew(diary, "round ${++round}", 3) }
        delay(9.seconds)
        bell.stop()
        bell.done().await()
    }

    suspend fun aRunThatFailsIsReportedAndTheNextOneComes(diary: Diary) {
        var round = 0
        val bell = runningLoop().every(2.seconds) {
            if (++round == 1) burn("pie", 0)
            diary.write("round $round")
        }
        delay(5.seconds)
        bell.stop()
        bell.done().await()
    }

    suspend fun cancelledPeriodicWorkStopsTheRunThatIsGoingOn(diary: Diary) {
        val bell = runningLoop().every(2.seconds) { brew(diary, "soup", 60) }
        delay(3.seconds)
        bell.cancel("closing time")
        waitUntil(ALL_COMPLETED, bell.done()).await()
        diary.write("runs: ${bell.runs()}")
    }
}
