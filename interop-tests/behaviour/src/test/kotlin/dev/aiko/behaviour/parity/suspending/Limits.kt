package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko
import dev.aiko.Aiko.runningLoop
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.deadline
import dev.aiko.coroutines.moveOnAfter
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.waitFor
import dev.aiko.scope.TaskGroupException
import kotlinx.coroutines.delay
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Time limits on blocks, on waits and on groups. */
class Limits {
    suspend fun aSlowBlockEndsInATimeout(diary: Diary) {
        try {
            timeout(2.seconds) { brew(diary, "soup", 60) }
        } catch (_: TimeoutException) {
            diary.write("no time for soup")
        }
    }

    suspend fun aBlockInTimeGivesItsValue(diary: Diary) {
        val tea = timeout(2.seconds) { brew(diary, "tea", 1) }
        diary.write("there is $tea")
        brew(diary, "cake", 5)
    }

    suspend fun aDeadlineIsAMomentOfTheLoop(diary: Diary) {
        delay(2.seconds)
        try {
            deadline(5.seconds) { brew(diary, "soup", 60) }
        } catch (_: TimeoutException) {
            diary.write("no time for soup")
        }
    }

    suspend fun aLimitMayBeMoved(diary: Diary) {
        val tea = timeout(2.seconds) { limit ->
            delay(1.seconds)
            limit.reschedule(runningLoop().time().plusSeconds(5))
            brew(diary, "tea", 3)
        }
        diary.write("there is $tea")
    }

    suspend fun theInnerLimitLeavesTheOuterOneAlone(diary: Diary) {
        timeout(5.seconds) { outer ->
            try {
                timeout(1.seconds) { brew(diary, "soup", 60) }
            } catch (_: TimeoutException) {
                diary.write(
                    "no time for soup, and the outer limit has passed: ${outer.expired()}"
                )
            }
            brew(diary, "cake", 2)
        }
    }

    suspend fun theOuterLimitGoesThroughTheInnerBlock(diary: Diary) {
        try {
            timeout(1.seconds) {
                try {
                    timeout(5.seconds) { brew(diary, "soup", 60) }
                } catch (_: TimeoutException) {
                    diary.write("the inner limit says it was the one")
                }
            }
        } catch (_: TimeoutException) {
            diary.write("no time for a meal")
        }
    }

    suspend fun theCleanupMayTakeItsTime(diary: Diary) {
        try {
            timeout(1.seconds) {
                try {
                    brew(diary, "soup", 60)
                } finally {
                    shielded { brew(diary, "a clean pot", 5) }
                }
            }
        } catch (_: TimeoutException) {
            diary.write("no time for soup")
        }
    }

    suspend fun aFailureOfTheBlockIsNoTimeout(diary: Diary) {
        try {
            timeout(1.seconds) {
                try {
                    brew(diary, "soup", 60)
                } finally {
                    shielded { burn("pot", 1) }
                }
            }
        } catch (failed: IllegalStateException) {
            diary.write("failed: ${failed.message}")
        }
    }

    suspend fun movingOnIsQuiet(diary: Diary) {
        val soup = moveOnAfter(1.seconds) { brew(diary, "soup", 60) }
        val tea = moveOnAfter(2.seconds) { brew(diary, "tea", 1) }
        diary.write("soup: ${soup ?: "none"}, tea: ${tea ?: "none"}")
    }

    suspend fun aLimitOnAWaitStopsTheTask(diary: Diary) {
        val soup = task {
            try {
                delay(60.seconds)
            } finally {
                shielded { brew(diary, "a clean pot", 2) }
            }
        }
        try {
            waitFor(soup, 1.seconds)
        } catch (_: TimeoutException) {
            diary.write("no time for soup, ${soup.state()}")
        }
    }

    suspend fun aLimitOnAFutureIsAFuture(diary: Diary) {
        val tea = Aiko.waitFor(task { brew(diary, "tea", 1) }, 2.seconds.toJavaDuration())
        val soup = Aiko.waitFor(task { brew(diary, "soup", 60) }, 3.seconds.toJavaDuration())
        waitUntil(ALL_COMPLETED, tea, soup).await()
        diary.writeEnd("tea", tea)
        diary.write("soup: ${soup.exceptionNow()::class.simpleName}")
    }

    suspend fun aCancelIsNoTimeout(diary: Diary) {
        val meal = task { timeout(5.seconds) { brew(diary, "soup", 60) } }
        delay(1.seconds)
        meal.cancel("fire")
        waitUntil(ALL_COMPLETED, meal).await()
        diary.writeEnd("meal", meal)
    }

    suspend fun aLimitAroundAGroupStopsItsChildren(diary: Diary) {
        try {
            timeout(2.seconds) {
                taskGroup {
                    task { brew(diary, "tea", 1) }
                    task { brew(diary, "soup", 60) }
                }
            }
        } catch (_: TimeoutException) {
            diary.write("no time for soup")
        }
    }

    suspend fun aLimitInAGroupIsAFailureOfTheGroup(diary: Diary) {
        try {
            taskGroup {
                task { brew(diary, "cake", 60) }
                task { timeout(1.seconds) { brew(diary, "soup", 60) } }
            }
        } catch (failed: TaskGroupException) {
            diary.write("failed: ${failed.failures().first()::class.simpleName}")
        }
    }
}
