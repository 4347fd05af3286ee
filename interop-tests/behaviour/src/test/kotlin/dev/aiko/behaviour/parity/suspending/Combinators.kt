package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.asCompleted
import dev.aiko.Aiko.gather
import dev.aiko.Aiko.gatherSettled
import dev.aiko.Aiko.race
import dev.aiko.Aiko.shield
import dev.aiko.Aiko.staggeredRace
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.combine.ReturnWhen.FIRST_COMPLETED
import dev.aiko.combine.ReturnWhen.FIRST_EXCEPTION
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.scope.TaskGroupException
import kotlinx.coroutines.delay
import java.util.concurrent.TimeoutException
import java.util.function.Supplier
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Waiting for several at once. */
class Combinators {
    private fun brewing(diary: Diary, what: String, time: Int) = task { brew(diary, what, time) }

    private fun burning(what: String, time: Int) = task { burn(what, time) }

    suspend fun gatheredValuesComeInTheOrderOfTheArguments(diary: Diary) {
        val all = gather(brewing(diary, "tea", 3), brewing(diary, "cake", 1)).await()
        diary.write("gathered $all")
    }

    suspend fun aGatherFailsWithTheFirstAndTheOthersGoOn(diary: Diary) {
        val tea = brewing(diary, "tea", 3)
        try {
            gather(tea, burning("pie", 1)).await()
        } catch (failed: IllegalStateException) {
            diary.write("failed: ${failed.message}")
        }
        tea.await()
    }

    suspend fun aSettledGatherTellsHowEachOfThemEnded(diary: Diary) {
        val soup = brewing(diary, "soup", 60)
        val all = gatherSettled(brewing(diary, "tea", 1), burning("pie", 2), soup)
        delay(3.seconds)
        soup.cancel("no salt")
        for (one in all.await()) diary.write(one::class.simpleName!!)
    }

    suspend fun aCancelledGatherTakesAllOfThemWithIt(diary: Diary) {
        val tea = brewing(diary, "tea", 60)
        val soup = task {
            try {
                brew(diary, "soup", 60)
            } finally {
                shielded { brew(diary, "a clean pot", 2) }
            }
        }
        val meal = task { gather(tea, soup).await() }
        delay(1.seconds)
        meal.cancel("fire")
        waitUntil(ALL_COMPLETED, meal, soup).await()
        diary.writeEnd("meal", meal)
    }

    suspend fun waitingUntilTheFirstIsDoneLeavesTheOthersAlone(diary: Diary) {
        val tea = brewing(diary, "tea", 1)
        val soup = brewing(diary, "soup", 3)
        val waited = waitUntil(FIRST_COMPLETED, tea, soup).await()
        diary.write("done: ${waited.done.size}, pending: ${waited.pending.size}")
        soup.await()
    }

    suspend fun waitingUntilTheFirstFailureSkipsValuesAndCancels(diary: Diary) {
        val tea = brewing(diary, "tea", 1)
        val soup = brewing(diary, "soup", 60)
        val pie = burning("pie", 3)
        val cake = brewing(diary, "cake", 5)
        val wait = waitUntil(FIRST_EXCEPTION, tea, soup, pie, cake)
        delay(2.seconds)
        soup.cancel("no salt")
        val waited = wait.await()
        diary.write("done: ${waited.done.size}, pending: ${waited.pending.size}")
        cake.await()
        diary.writeEnd("pie", pie)
    }

    suspend fun waitingUntilALimitCancelsNothing(diary: Diary) {
        val tea = brewing(diary, "tea", 1)
        val soup = brewing(diary, "soup", 3)
        val limit = 2.seconds.toJavaDuration()
        val waited = waitUntil(ALL_COMPLETED, limit, listOf(tea, soup)).await()
        diary.write("done: ${waited.done.size}, pending: ${waited.pending.size}")
        soup.await()
    }

    suspend fun theyComeAsTheyAreCompleted(diary: Diary) {
        val soup = brewing(diary, "soup", 3)
        val tea = brewing(diary, "tea", 1)
        val cake = brewing(diary, "cake", 2)
        asCompleted(soup, tea, cake).asFlow().collect { next ->
            diary.write("served ${next.await()}")
        }
    }

    suspend fun aLimitOnAllEndsTheirSequence(diary: Diary) {
        val soup = brewing(diary, "soup", 3)
        val tea = brewing(diary, "tea", 1)
        try {
            asCompleted(listOf(soup, tea), 2.seconds.toJavaDuration()).asFlow().collect { next ->
                diary.write("served ${next.await()}")
            }
        } catch (over: Exception) {
            diary.write("over: ${over is TimeoutException}")
        }
        soup.await()
    }

    suspend fun theFirstValueWinsTheRaceAndStopsTheOthers(diary: Diary) {
        val soup = task {
            try {
                brew(diary, "soup", 60)
            } finally {
                shielded { brew(diary, "a clean pot", 2) }
            }
        }
        val winner = race(soup, brewing(diary, "tea", 2), burning("pie", 1)).await()
        diary.write("the winner is $winner")
    }

    suspend fun aRaceThatNobodyWinsFailsWithAllOfThem(diary: Diary) {
        try {
            race(burning("tart", 2), burning("pie", 1)).await()
        } catch (failed: TaskGroupException) {
            diary.write("failures: ${failed.failures().map { it.message }}")
        }
    }

    suspend fun aStaggeredRaceStartsTheNextAfterAFailureOrADelay(diary: Diary) {
        val cooks = listOf(
            Supplier { burning("pie", 1) }, // fails, so the next one begins at once
            Supplier { brewing(diary, "soup", 60) }, // is slow, so the next one begins later
            Supplier { brewing(diary, "tea", 1) },
            Supplier { brewing(diary, "cake", 1) }
        )
        val race = staggeredRace(5.seconds.toJavaDuration(), cooks).await()
        diary.write("number ${race.winner} wins with ${race.value}")
        diary.write("begun: ${race.failures.size}")
    }

    suspend fun aShieldKeepsTheCancelFromTheTask(diary: Diary) {
        val tea = brewing(diary, "tea", 3)
        val guest = task { shield(tea).await() }
        delay(1.seconds)
        guest.cancel("not thirsty")
        waitUntil(ALL_COMPLETED, guest).await()
        diary.writeEnd("guest", guest)
        diary.write("there is ${tea.await()}")
    }

    suspend fun aFailureBehindALeftShieldIsReported(diary: Diary) {
        val pie = burning("pie", 3)
        val guest = task { shield(pie).await() }
        delay(1.seconds)
        guest.cancel("not hungry")
        waitUntil(ALL_COMPLETED, guest).await()
        delay(5.seconds)
        diary.write("failed: ${pie.isCompletedExceptionally}")
    }
}
