package dev.aiko.behaviour.suspending.sync

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitUntil
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.loop.EventLoop
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.AsyncLock
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import kotlin.concurrent.thread

/** Coroutines of no loop, bodies on a loop, futures and plain threads stand in one line. */
class OneLineTest :
    StringSpec({
        /** All kinds of comers, each of which notes its name while it has the lock. */
        fun comers(lock: AsyncLock, loop: EventLoop, trail: Trail): Map<String, () -> Unit> = mapOf(
            "coroutine of no loop" to {
                CoroutineScope(Dispatchers.Default).launch {
                    lock.withLock { trail.add("coroutine of no loop") }
                }
            },
            "coroutine body" to {
                loop.task { lock.withLock { trail.add("coroutine body") } }
            },
            "future" to {
                lock.acquireAsync().thenAccept {
                    trail.add("future")
                    it.close()
                }
            },
            "straight-line body" to {
                loop.createTask(
                    Callable {
                        Aiko.await(lock.acquireAsync()).use { trail.add("straight-line body") }
                    }
                )
            },
            "unconfined coroutine" to {
                CoroutineScope(Dispatchers.Unconfined).launch {
                    lock.withLock { trail.add("unconfined coroutine") }
                }
            },
            "thread" to {
                thread(isDaemon = true) {
                    lock.acquireBlocking().use { trail.add("thread") }
                }
            },
            "withLockAsync" to {
                lock.withLockAsync {
                    CompletableFuture.completedFuture(trail.add("withLockAsync"))
                }.thenAccept { }
            }
        )

        "LOCK-02 all kinds of comers get the lock in the order in which they came" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val names = comers(AsyncLock.create(), runner.loop(), Trail()).keys.toList()
                    for (order in listOf(names, names.reversed(), names.shuffled())) {
                        val lock = AsyncLock.create()
                        val trail = Trail()
                        val all = comers(lock, runner.loop(), trail)
                        lock.tryAcquire() shouldBe true
                        order.forEachIndexed { place, name ->
                            all.getValue(name)()
                            Wait.until("$name waits") { lock.statistics().waiting() == place + 1 }
                        }
                        lock.release()
                        Wait.until("all had it") { trail.steps().size == order.size }
                        trail.steps() shouldBe order
                        Wait.until("it is free") { !lock.isLocked }
                    }
                }
            }
        }

        "an unconfined coroutine goes on inside the release, outside of any monitor" {
            inTime {
                val lock = AsyncLock.create()
                val trail = Trail()
                val releasing = Thread.currentThread()
                lock.tryAcquire()
                val waiter = CoroutineScope(Dispatchers.Unconfined).launch {
                    lock.acquire()
                    Thread.currentThread() shouldBeSameInstanceAs releasing
                    trail.add("goes on")
                    Wait.onAnotherThread { lock.isLocked shouldBe true }
                }
                lock.release()
                trail.reads("goes on")
                waiter.isCancelled shouldBe false
            }
        }

        "a long line of unconfined coroutines does not overflow the stack" {
            inTime {
                val lock = AsyncLock.create()
                lock.tryAcquire()
                val waiters = List(20_000) {
                    CoroutineScope(Dispatchers.Unconfined).launch { lock.withLock { } }
                }
                lock.release()
                waiters.all { it.isCompleted && !it.isCancelled } shouldBe true
                lock.isLocked shouldBe false
            }
        }

        "a coroutine of no loop waits for an event, a barrier and a condition" {
            inTime {
                runBlocking(Dispatchers.Default) {
                    val event = AsyncEvent.create()
                    val barrier = AsyncBarrier.create(2)
                    val changed = AsyncCondition.create()
                    var isReady = false
                    val other = async {
                        event.await()
                        barrier.await()
                        changed.lock().withLock { changed.awaitUntil { isReady } }
                        "value"
                    }
                    event.set()
                    barrier.await()
                    changed.lock().withLock {
                        isReady = true
                        changed.signalAll()
                    }
                    other.await() shouldBe "value"
                    changed.lock().isLocked shouldBe false
                }
            }
        }
    })
