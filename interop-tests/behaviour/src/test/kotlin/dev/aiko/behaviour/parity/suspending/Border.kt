package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.contextVar
import dev.aiko.Aiko.gather
import dev.aiko.Aiko.race
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.JavaCook
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.scope.TaskGroupException
import kotlinx.coroutines.delay
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

/** Kotlin is at home, and the cook is Java; in `straight` it is the other way round. */
class Border {
    suspend fun theCookGivesAValue(diary: Diary) {
        val cook = JavaCook(diary)
        diary.write("there is ${cook.cook("tea", 2)}")
    }

    suspend fun aFailureOfTheCookComesAsItIs(diary: Diary) {
        val cook = JavaCook(diary)
        try {
            cook.spoil("pie", 1)
        } catch (failed: IllegalStateException) {
            diary.write("failed: ${failed.message}")
        }
    }

    suspend fun aCancelReachesTheCookAndWaitsForTheCleanPot(diary: Diary) {
        val cook = JavaCook(diary)
        val meal = task { cook.cook("soup", 60) }
        delay(1.seconds)
        meal.cancel("fire")
        waitUntil(ALL_COMPLETED, meal).await()
        diary.writeEnd("meal", meal)
    }

    suspend fun aTimeLimitReachesTheCook(diary: Diary) {
        val cook = JavaCook(diary)
        try {
            timeout(2.seconds) { cook.cook("soup", 60) }
        } catch (_: TimeoutException) {
            diary.write("no time for soup")
        }
    }

    suspend fun theCookSeesTheContext(diary: Diary) {
        val cook = JavaCook(diary)
        val guest = contextVar("guest", "nobody")
        guest.set("Ann")
        diary.write(cook.greet(guest))
    }

    suspend fun theGroupWaitsForTheCook(diary: Diary) {
        val cook = JavaCook(diary)
        taskGroup {
            cook.help(group, "soup", 3)
            task { brew(diary, "tea", 1) }
        }
        diary.write("the group is over")
    }

    suspend fun aFailureAtHomeStopsTheCook(diary: Diary) {
        val cook = JavaCook(diary)
        try {
            taskGroup {
                cook.help(group, "soup", 60)
                task { burn("pie", 1) }
            }
        } catch (failed: TaskGroupException) {
            diary.write("failed: ${failed.failures().first().message}")
        }
    }

    suspend fun bothAreGathered(diary: Diary) {
        val cook = JavaCook(diary)
        val soup = task { cook.cook("soup", 1) }
        val tea = task { brew(diary, "tea", 3) }
        diary.write("gathered ${gather(soup, tea).await()}")
    }

    suspend fun theCookLosesTheRace(diary: Diary) {
        val cook = JavaCook(diary)
        val soup = task { cook.cook("soup", 60) }
        val tea = task { brew(diary, "tea", 2) }
        diary.write("the winner is ${race(soup, tea).await()}")
    }

    suspend fun theMenuComesPieceByPiece(diary: Diary) {
        JavaCook(diary).menu().asFlow().collect { what ->
            diary.write("eats $what")
            delay(1.seconds)
        }
        diary.write("no more")
    }
}
