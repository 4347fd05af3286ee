package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.gather
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.behaviour.parity.brew
import dev.aiko.behaviour.parity.burn
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.withLock
import dev.aiko.coroutines.withPermit
import dev.aiko.coroutines.withReadLock
import dev.aiko.coroutines.withToken
import dev.aiko.coroutines.withWriteLock
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.CapacityLimiter
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

/** Locks, semaphores and limiters: one line, nobody overtakes, and nothing is lost. */
class Locks {
    suspend fun aLockGoesToWhoHasWaitedLongest(diary: Diary) {
        val stove = AsyncLock.create()
        val tea = cooking(diary, stove, "tea", 2)
        val soup = cooking(diary, stove, "soup", 3)
        val cake = cooking(diary, stove, "cake", 1)
        gather(tea, soup, cake).await()
    }

    private fun cooking(diary: Diary, stove: AsyncLock, what: String, time: Int) = task {
        stove.withLock {
            diary.write("$what has the stove")
            brew(diary, what, time)
        }
    }

    suspend fun aCancelledWaiterLeavesTheLine(diary: Diary) {
        val stove = AsyncLock.create()
        val tea = cooking(diary, stove, "tea", 3)
        val soup = cooking(diary, stove, "soup", 3)
        val cake = cooking(diary, stove, "cake", 1)
        delay(1.seconds)
        soup.cancel("no salt")
        waitUntil(ALL_COMPLETED, tea, soup, cake).await()
        diary.writeEnd("soup", soup)
    }

    suspend fun aCancelAfterTheHandOverPassesTheLockOn(diary: Diary) {
        val stove = AsyncLock.create()
        stove.tryAcquire()
        val soup = cooking(diary, stove, "soup", 3)
        val cake = cooking(diary, stove, "cake", 1)
        delay(1.seconds)
        stove.release()
        soup.cancel("no salt")
        waitUntil(ALL_COMPLETED, soup, cake).await()
        diary.writeEnd("soup", soup)
        diary.write("locked: ${stove.isLocked}")
    }

    suspend fun aFailureGivesTheLockBack(diary: Diary) {
        val stove = AsyncLock.create()
        val pie = task { stove.withLock { burn("pie", 1) } }
        val tea = cooking(diary, stove, "tea", 1)
        waitUntil(ALL_COMPLETED, pie, tea).await()
        diary.writeEnd("pie", pie)
    }

    suspend fun aTimeLimitEndsTheWaitAndLeavesTheLine(diary: Diary) {
        val stove = AsyncLock.create()
        val soup = cooking(diary, stove, "soup", 3)
        yield()
        try {
            timeout(1.seconds) { stove.withLock { diary.write("never") } }
        } catch (_: TimeoutException) {
            diary.write("no stove, ${stove.statistics().waiting} in line")
        }
        soup.await()
    }

    suspend fun aSemaphoreLetsInAsManyAsItHas(diary: Diary) {
        val plates = AsyncSemaphore.create(2)
        gather(
            eating(diary, plates, "Ann", 2),
            eating(diary, plates, "Bob", 3),
            eating(diary, plates, "Cid", 2),
            eating(diary, plates, "Dee", 1)
        ).await()
        diary.write("plates: ${plates.available()}")
    }

    private fun eating(diary: Diary, plates: AsyncSemaphore, who: String, time: Int) = task {
        plates.withPermit {
            diary.write("$who sits down")
            brew(diary, who, time)
        }
    }

    suspend fun whoWantsMoreIsNotOvertaken(diary: Diary) {
        val plates = AsyncSemaphore.create(2)
        val ann = eating(diary, plates, "Ann", 2)
        val pair = task {
            plates.withPermit(2) {
                diary.write("the pair sits down")
                brew(diary, "the pair", 1)
            }
        }
        val dee = eating(diary, plates, "Dee", 1)
        gather(ann, pair, dee).await()
    }

    suspend fun readersShareAndAWriterIsAlone(diary: Diary) {
        val menu = AsyncReadWriteLock.create()
        gather(
            reading(diary, menu, "Ann", 2),
            reading(diary, menu, "Bob", 3),
            writing(diary, menu),
            reading(diary, menu, "Cid", 1)
        ).await()
    }

    private fun reading(diary: Diary, menu: AsyncReadWriteLock, who: String, time: Int) = task {
        menu.withReadLock {
            diary.write("$who reads")
            brew(diary, who, time)
        }
    }

    private fun writing(diary: Diary, menu: AsyncReadWriteLock) = task {
        menu.withWriteLock {
            diary.write("the cook writes")
            brew(diary, "the menu", 1)
        }
    }

    suspend fun moreTokensLetTheNextOnesIn(diary: Diary) {
        val tables = CapacityLimiter.create(1)
        val ann = dining(diary, tables, "Ann")
        val bob = dining(diary, tables, "Bob")
        delay(1.seconds)
        tables.setTotal(2)
        gather(ann, bob).await()
        diary.write("tables in use: ${tables.borrowed()}")
    }

    private fun dining(diary: Diary, tables: CapacityLimiter, who: String) = task {
        tables.withToken(who) {
            diary.write("$who sits down")
            brew(diary, who, 3)
        }
    }
}
