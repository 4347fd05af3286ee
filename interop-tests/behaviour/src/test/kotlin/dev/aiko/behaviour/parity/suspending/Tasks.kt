package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.contextVar
import dev.aiko.Aiko.currentTask
import dev.aiko.Aiko.gather
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.task
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.CountDownLatch
import kotlin.time.Duration.Companion.seconds

/** Tasks: how they begin, take turns, end, and what they take along. */
class Tasks {
    suspend fun tasksBeginInTheOrderInWhichTheyWereMade(diary: Diary) {
        val tea = task { diary.write("tea begins") }
        val cake = task { diary.write("cake begins") }
        diary.write("both are made")
        gather(tea, cake).await()
    }

    suspend fun tasksTakeTurns(diary: Diary) {
        val tea = task { stir(diary, "tea") }
        val soup = task { stir(diary, "soup") }
        gather(tea, soup).await()
    }

    private suspend fun stir(diary: Diary, what: String) {
        for (round in 1..3) {
            diary.write("$what $round")
            yield()
        }
    }

    suspend fun anEagerTaskTakesItsFirstStepAtOnce(diary: Diary) {
        val tea = task(eager = true) {
            diary.write("tea begins")
            brew(diary, "tea", 1)
        }
        diary.write("the task is made")
        tea.await()
    }

    suspend fun whoeverAwaitsATaskGetsItsValue(diary: Diary) {
        val tea = task { brew(diary, "tea", 2) }
        val one = task { diary.write("one has ${tea.await()}") }
        val other = task { diary.write("the other has ${tea.await()}") }
        gather(one, other).await()
    }

    suspend fun aFailureIsTheSameObjectForEverybody(diary: Diary) {
        val pie = task { burn("pie", 1) }
        val first = failure { pie.await() }
        val second = failure { pie.await() }
        diary.write("${first.message}, the same: ${first === second}")
    }

    private inline fun failure(code: () -> Unit): Throwable {
        try {
            code()
        } catch (failure: IllegalStateException) {
            return failure
        }
        throw AssertionError("no failure")
    }

    suspend fun aTaskKnowsItsName(diary: Diary) {
        val tea = task("tea") {
            diary.write("I am ${currentTask()?.name()}")
            delay(1.seconds)
            diary.write("I am still ${currentTask()?.name()}")
        }
        tea.await()
    }

    suspend fun aTaskSeesTheContextOfItsMaker(diary: Diary) {
        val guest = contextVar("guest", "nobody")
        guest.set("Ann")
        val tea = task {
            diary.write("tea for ${guest.get()}")
            guest.set("Bob")
            delay(2.seconds)
            diary.write("still tea for ${guest.get()}")
        }
        delay(1.seconds)
        diary.write("outside it is ${guest.get()}")
        tea.await()
        diary.write("in the end it is ${guest.get()}")
    }

    suspend fun aBodyFailureEndsTheTask(diary: Diary) {
        val pie = task { burn("pie", 1) }
        waitUntil(ALL_COMPLETED, pie).await()
        diary.writeEnd("pie", pie)
        diary.write("asked to stop: ${pie.cancel("too late")}, ${pie.state()}")
    }

    suspend fun blockingCodeLetsTheOthersGoOn(diary: Diary) {
        val gate = CountDownLatch(1)
        val other = task {
            diary.write("the other opens the gate")
            gate.countDown()
        }
        diary.write("blocked")
        val said = blocking {
            Wait.until(gate)
            "open"
        }
        diary.write("the gate is $said")
        other.await()
    }

    suspend fun blockingCodeSeesTheContext(diary: Diary) {
        val guest = contextVar("guest", "nobody")
        guest.set("Ann")
        diary.write(blocking { "blocked for ${guest.get()}" })
    }

    suspend fun aFailureOfBlockingCodeComesBack(diary: Diary) {
        try {
            blocking { error("no gas") }
        } catch (failure: IllegalStateException) {
            diary.write("failed: ${failure.message}")
        }
    }
}
