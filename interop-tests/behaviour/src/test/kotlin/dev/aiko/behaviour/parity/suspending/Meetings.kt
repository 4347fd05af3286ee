package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.gather
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitUntil
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.BrokenBarrierException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

/** Events, conditions and barriers: waiting for what somebody else does. */
class Meetings {
    suspend fun anEventWakesAllWhoWait(diary: Diary) {
        val bell = AsyncEvent.create()
        val ann = listening(diary, bell, "Ann")
        val bob = listening(diary, bell, "Bob")
        delay(1.seconds)
        diary.write("the bell rings")
        bell.set()
        gather(ann, bob).await()
        listening(diary, bell, "Cid").await()
    }

    private fun listening(diary: Diary, bell: AsyncEvent, who: String) = task {
        bell.await()
        diary.write("$who comes")
    }

    suspend fun anEventThatIsClearedAtOnceHasWokenThem(diary: Diary) {
        val bell = AsyncEvent.create()
        val ann = listening(diary, bell, "Ann")
        delay(1.seconds)
        bell.set()
        bell.clear()
        ann.await()
        val bob = listening(diary, bell, "Bob")
        delay(1.seconds)
        diary.write("waiting: ${bell.waiting()}")
        bob.cancel("no bell")
    }

    suspend fun aSignalWakesWhoHasWaitedLongest(diary: Diary) {
        val changed = AsyncCondition.create()
        val ann = waiting(diary, changed, "Ann")
        val bob = waiting(diary, changed, "Bob")
        delay(1.seconds)
        signal(changed, 1)
        delay(1.seconds)
        signal(changed, 1)
        gather(ann, bob).await()
    }

    private fun waiting(diary: Diary, changed: AsyncCondition, who: String) = task {
        changed.lock().withLock {
            changed.await()
            diary.write("$who has seen it")
        }
    }

    private suspend fun signal(changed: AsyncCondition, waiters: Int) {
        changed.lock().withLock { changed.signal(waiters) }
    }

    suspend fun aConditionIsAskedAgainAfterEverySignal(diary: Diary) {
        val changed = AsyncCondition.create()
        val orders = ArrayDeque<String>()
        val cook = task {
            changed.lock().withLock {
                changed.awaitUntil {
                    diary.write("orders: ${orders.size}")
                    orders.size == 2
                }
                diary.write("the cook begins")
            }
        }
        for (order in listOf("tea", "cake")) {
            delay(1.seconds)
            changed.lock().withLock {
                orders += order
                changed.signalAll()
            }
        }
        cook.await()
    }

    suspend fun aCancelledWaiterOfAConditionHasTheLockAgain(diary: Diary) {
        val changed = AsyncCondition.create()
        val ann = task {
            try {
                changed.lock().withLock { changed.await() }
            } catch (cancelled: CancellationException) {
                diary.write("Ann goes")
                throw cancelled
            }
        }
        delay(1.seconds)
        changed.lock().withLock {
            ann.cancel("late")
            brew(diary, "tea", 2)
        }
        waitUntil(ALL_COMPLETED, ann).await()
        diary.write("locked: ${changed.lock().isLocked}")
    }

    suspend fun aBarrierLetsAllGoTogether(diary: Diary) {
        val table = AsyncBarrier.create(3)
        gather(
            coming(diary, table, "Ann", 2),
            coming(diary, table, "Bob", 1),
            coming(diary, table, "Cid", 3)
        ).await()
    }

    private fun coming(diary: Diary, table: AsyncBarrier, who: String, time: Int) = task {
        brew(diary, who, time)
        try {
            diary.write("$who is number ${table.await()}")
        } catch (_: BrokenBarrierException) {
            diary.write("$who eats alone")
        }
    }

    suspend fun aBrokenBarrierLetsNobodyWait(diary: Diary) {
        val table = AsyncBarrier.create(3)
        val ann = coming(diary, table, "Ann", 1)
        val bob = coming(diary, table, "Bob", 3)
        delay(2.seconds)
        table.abort()
        gather(ann, bob).await()
        diary.write("broken: ${table.isBroken}")
    }

    suspend fun aCancelledPartyLeavesItsPlace(diary: Diary) {
        val table = AsyncBarrier.create(2)
        val ann = coming(diary, table, "Ann", 1)
        delay(2.seconds)
        ann.cancel("not hungry")
        waitUntil(ALL_COMPLETED, ann).await()
        gather(coming(diary, table, "Bob", 1), coming(diary, table, "Cid", 2)).await()
    }
}
