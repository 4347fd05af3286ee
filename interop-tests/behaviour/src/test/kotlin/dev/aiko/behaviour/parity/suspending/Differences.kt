package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.sync.AsyncLock
import dev.aiko.task.TaskCancelledException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

/** Where Java and Kotlin differ by design; docs/differences.md says why. */
class Differences {
    suspend fun aSwallowedCancel(diary: Diary) {
        val soup = task {
            try {
                brew(diary, "soup", 60)
            } catch (_: CancellationException) {
                "cold soup"
            }
        }
        delay(1.seconds)
        soup.cancel("no salt")
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aWaitInTheCleanup(diary: Diary) {
        val soup = task {
            try {
                brew(diary, "soup", 60)
            } finally {
                brew(diary, "a clean pot", 2)
            }
        }
        delay(1.seconds)
        soup.cancel("no salt")
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aRequestTakenBack(diary: Diary) {
        val soup = task { brew(diary, "soup", 60) }
        delay(1.seconds)
        soup.cancel("no salt")
        try {
            diary.write("requests left: ${soup.uncancel()}")
        } catch (_: UnsupportedOperationException) {
            diary.write("cannot be taken back")
        }
        waitUntil(ALL_COMPLETED, soup).await()
    }

    suspend fun awaitingWhatSomebodyElseHasCancelled(diary: Diary) {
        val soup = task { brew(diary, "soup", 60) }
        soup.cancel("no salt")
        try {
            soup.await()
        } catch (failed: RuntimeException) {
            diary.write(failed::class.simpleName!!)
        }
    }

    suspend fun aSwallowedTimeLimit(diary: Diary) {
        try {
            val soup = timeout(1.seconds) {
                try {
                    brew(diary, "soup", 60)
                } catch (_: CancellationException) {
                    "cold soup"
                }
            }
            diary.write("there is $soup")
        } catch (_: TimeoutException) {
            diary.write("no time for soup")
        }
    }

    suspend fun aGroupThatIsCancelledBeforeItHasAValue(diary: Diary) {
        try {
            taskGroup {
                task { brew(diary, "soup", 60) }
                delay(1.seconds)
                group.cancel("the bell has rung")
                delay(1.seconds)
            }
            diary.write("the group is over")
        } catch (cancelled: TaskCancelledException) {
            diary.write("the group ended: ${cancelled.cause?.message}")
        }
    }

    suspend fun aValueGivenAfterTheGroupWasCancelled(diary: Diary) {
        try {
            val said = taskGroup {
                group.cancel("the bell has rung")
                "done"
            }
            diary.write("the body said $said")
        } catch (cancelled: TaskCancelledException) {
            diary.write("the group ended: ${cancelled.cause?.message}")
        }
    }

    suspend fun aGroupWhoseBodySwallowsTheCancel(diary: Diary) {
        val meal = task {
            taskGroup {
                task { brew(diary, "tea", 2) }
                try {
                    brew(diary, "soup", 60)
                } catch (_: CancellationException) {
                    "cold soup"
                }
            }
        }
        delay(1.seconds)
        meal.cancel("no salt")
        waitUntil(ALL_COMPLETED, meal).await()
        diary.writeEnd("meal", meal)
    }

    suspend fun blockingCodeInACancelledTask(diary: Diary) {
        val gate = CountDownLatch(1)
        val soup = task {
            val said = blocking {
                Wait.until(gate)
                "the gate is open"
            }
            diary.write(said)
            delay(60.seconds)
        }
        yield()
        yield()
        soup.cancel("no salt")
        gate.countDown()
        waitUntil(ALL_COMPLETED, soup).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aLockOnItsWayToACancelledTask(diary: Diary) {
        val stove = AsyncLock.create()
        stove.tryAcquire()
        val soup = task { stove.acquire() }
        yield()
        yield()
        stove.release()
        soup.cancel("no salt")
        diary.write("free at once: ${stove.tryAcquire()}")
    }

    suspend fun aCheckedFailure(diary: Diary) {
        val mail = task { throw IOException("no line") }
        try {
            mail.await()
        } catch (failed: IOException) {
            diary.write("IOException: ${failed.message}")
        }
    }
}
