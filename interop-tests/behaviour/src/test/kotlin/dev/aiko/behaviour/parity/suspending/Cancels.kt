package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.runningLoop
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.seconds

/** Cancelling: a request that reaches the work, and an end that is real. */
class Cancels {
    suspend fun aCancelReachesTheBodyWithItsReason(diary: Diary) {
        val soup = task { brew(diary, "soup", 60) }
        delay(1.seconds)
        diary.write("asked: ${soup.cancel("no salt")}, ${soup.state()}")
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
        diary.write("asked again: ${soup.cancel("no pepper")}, ${soup.state()}")
    }

    suspend fun aTaskIsDoneWhenItsCleanupIs(diary: Diary) {
        val soup = task {
            try {
                brew(diary, "soup", 60)
            } finally {
                shielded { brew(diary, "a clean pot", 5) }
            }
        }
        delay(1.seconds)
        soup.cancel("no salt")
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aCancelBeforeTheFirstStepKeepsTheBodyFromStarting(diary: Diary) {
        val soup = task {
            diary.write("soup begins")
            brew(diary, "soup", 60)
        }
        soup.cancel("no salt")
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aCancelGoesDownToWhatIsAwaited(diary: Diary) {
        val water = task {
            try {
                brew(diary, "water", 60)
            } finally {
                shielded { brew(diary, "a dry kettle", 2) }
            }
        }
        val tea = task {
            try {
                water.await()
            } finally {
                diary.write("tea has no water")
            }
        }
        delay(1.seconds)
        tea.cancel("no guests")
        waitUntil(ALL_COMPLETED, tea).await()
        diary.writeEnd("water", water)
        diary.writeEnd("tea", tea)
    }

    suspend fun theFirstOfTwoWaitersTakesTheTaskWithHim(diary: Diary) {
        val tea = task { brew(diary, "tea", 60) }
        val one = task { tea.await() }
        val other = task { waitUntil(ALL_COMPLETED, tea).await().done.size }
        delay(1.seconds)
        one.cancel("not thirsty")
        waitUntil(ALL_COMPLETED, one, other).await()
        diary.writeEnd("one", one)
        diary.writeEnd("other", other)
    }

    suspend fun aFailureInTheCleanupIsTheEnd(diary: Diary) {
        val soup = task {
            try {
                brew(diary, "soup", 60)
            } finally {
                error("soup is on the floor")
            }
        }
        delay(1.seconds)
        soup.cancel("no salt")
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aTaskMayCancelItself(diary: Diary) {
        lateinit var soup: Task<String>
        soup = task {
            soup.cancel("enough")
            diary.write("goes on until it waits")
            brew(diary, "soup", 60)
        }
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun shieldedWorkIsNotInterrupted(diary: Diary) {
        val meal = task {
            shielded { brew(diary, "soup", 3) }
            diary.write("soup is eaten")
            brew(diary, "cake", 3)
        }
        delay(1.seconds)
        meal.cancel("fire")
        waitUntil(ALL_COMPLETED, meal).await()
        diary.writeEnd("meal", meal)
    }

    suspend fun twoRequestsAreCountedAndSeenOnce(diary: Diary) {
        val soup = task { brew(diary, "soup", 60) }
        delay(1.seconds)
        soup.cancel("no salt")
        soup.cancel("no salt")
        diary.write("requests: ${soup.cancelling()}")
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aCancelDoesNotOverturnAnOutcomeThatIsThere(diary: Diary) {
        val gate = runningLoop().createFuture<String>()
        val tea = task { "tea with ${gate.await()}" }
        delay(1.seconds)
        gate.complete("milk")
        yield()
        yield()
        diary.write("asked: ${tea.cancel("too late")}")
        diary.writeEnd("tea", tea)
    }

    suspend fun aCancelWaitsForBlockingCode(diary: Diary) {
        val gate = CountDownLatch(1)
        val soup = task {
            blocking {
                Wait.until(gate)
                diary.write("the blocking code ends")
            }
            delay(60.seconds)
        }
        yield()
        yield()
        soup.cancel("no salt")
        diary.write("asked, ${soup.state()}")
        gate.countDown()
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }
}
