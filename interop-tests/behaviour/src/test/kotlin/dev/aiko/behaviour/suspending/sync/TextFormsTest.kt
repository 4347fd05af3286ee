package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.coroutines.withReadLock
import dev.aiko.coroutines.withToken
import dev.aiko.coroutines.withWriteLock
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncReadWriteLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.sync.CapacityLimiter
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class TextFormsTest :
    StringSpec({
        "LOCK-10 a lock tells whether it is locked, and how many wait" {
            inTask {
                val lock = AsyncLock.create()
                "$lock" shouldBe "<AsyncLock unlocked>"
                lock.acquire()
                "$lock" shouldBe "<AsyncLock locked>"
                val waiters = List(2) { task { lock.acquire() } }
                settle()
                "$lock" shouldBe "<AsyncLock locked waiting=2>"
                waiters.forEach { it.cancel("enough") }
                "$lock" shouldBe "<AsyncLock locked>"
            }
        }

        "LOCK-10 a semaphore tells how many permits are free, or that it is locked" {
            inTask {
                val semaphore = AsyncSemaphore.create(2)
                "$semaphore" shouldBe "<AsyncSemaphore unlocked available=2>"
                semaphore.acquire()
                "$semaphore" shouldBe "<AsyncSemaphore unlocked available=1>"
                semaphore.acquire()
                "$semaphore" shouldBe "<AsyncSemaphore locked>"
                task { semaphore.acquire() }
                settle()
                "$semaphore" shouldBe "<AsyncSemaphore locked waiting=1>"
                semaphore.release()
            }
        }

        "LOCK-10 a condition tells the state of its lock" {
            inTask {
                val changed = AsyncCondition.create()
                "$changed" shouldBe "<AsyncCondition unlocked>"
                val waiter = task { changed.lock().withLock { changed.await() } }
                settle()
                "$changed" shouldBe "<AsyncCondition unlocked waiting=1>"
                changed.lock().acquire()
                "$changed" shouldBe "<AsyncCondition locked waiting=1>"
                changed.signal()
                "$changed" shouldBe "<AsyncCondition locked>"
                changed.lock().release()
                waiter.await()
            }
        }

        "LOCK-10 an event tells whether it is set" {
            inTask {
                val event = AsyncEvent.create()
                "$event" shouldBe "<AsyncEvent unset>"
                val waiter = task { event.await() }
                settle()
                "$event" shouldBe "<AsyncEvent unset waiting=1>"
                event.set()
                "$event" shouldBe "<AsyncEvent set>"
                waiter.await()
            }
        }

        "BAR-14 a barrier tells how far it is filled, or that it is broken" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                "$barrier" shouldBe "<AsyncBarrier filling 0/3>"
                val waiters = List(2) { task { runCatching { barrier.await() } } }
                settle()
                "$barrier" shouldBe "<AsyncBarrier filling 2/3>"
                barrier.abort()
                "$barrier" shouldBe "<AsyncBarrier broken>"
                waiters.forEach { it.await() }
                barrier.reset()
                "$barrier" shouldBe "<AsyncBarrier filling 0/3>"
            }
        }

        "a read-write lock and a limiter tell who is in" {
            inTask {
                val shared = AsyncReadWriteLock.create()
                "$shared" shouldBe "<AsyncReadWriteLock unlocked>"
                shared.withReadLock { "$shared" } shouldBe "<AsyncReadWriteLock readers=1>"
                shared.withWriteLock { "$shared" } shouldBe "<AsyncReadWriteLock writing>"
                val limiter = CapacityLimiter.create(2)
                limiter.withToken { "$limiter" } shouldBe "<CapacityLimiter borrowed=1/2>"
            }
        }
    })
