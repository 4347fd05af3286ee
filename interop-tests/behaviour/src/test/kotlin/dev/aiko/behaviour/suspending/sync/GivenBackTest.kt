package dev.aiko.behaviour.suspending.sync

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.AsyncSemaphore
import dev.aiko.task.LoopFuture
import io.kotest.assertions.withClue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.function.Supplier
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/** What comes to a future that nobody awaits any more, or that has lost a race, goes back. */
class GivenBackTest :
    StringSpec({
        /** Futures that hand on what comes to the one they stand for. */
        val forms = buildMap<String, (LoopFuture<*>) -> LoopFuture<*>> {
            put("itself") { it }
            put("waitFor") { Aiko.waitFor(it, 1.hours.toJavaDuration()) }
            put("gather") { Aiko.gather(listOf(it)) }
            put("race") { Aiko.race(listOf(it)) }
            put("staggered race") { Aiko.staggeredRace(null, listOf(Supplier { it })) }
        }

        suspend fun cancelledInAnyTurn(begin: () -> Asked) {
            for ((name, form) in forms) {
                for (turns in 0..6) {
                    lateinit var asked: Asked
                    val waiter = task {
                        asked = begin()
                        form(asked.future).await()
                    }
                    settle()
                    asked.give()
                    repeat(turns) { yield() }
                    val accepted = waiter.cancel("now")
                    settle()
                    withClue("$name, cancelled after $turns turns") {
                        waiter.isCancelled shouldBe accepted
                        asked.isThere() shouldBe accepted
                    }
                }
            }
        }

        "LOCK-05 a lock, cancelled in whichever turn after the release" {
            inTask {
                cancelledInAnyTurn {
                    val lock = AsyncLock.create()
                    lock.tryAcquire()
                    Asked(lock.acquireAsync(), lock::release) { !lock.isLocked }
                }
            }
        }

        "SEM-10 a permit" {
            inTask {
                cancelledInAnyTurn {
                    val semaphore = AsyncSemaphore.bounded(1)
                    semaphore.tryAcquire()
                    Asked(semaphore.acquireAsync(), semaphore::release) {
                        semaphore.available() == 1
                    }
                }
            }
        }

        "Q-08 an item" {
            inTask {
                cancelledInAnyTurn {
                    val queue = AsyncQueue.unbounded<String>()
                    Asked(queue.getAsync(), { queue.putNow("item") }) { queue.size() == 1 }
                }
            }
        }

        "of two leases that come in one turn a race keeps one" {
            inTask {
                val locks = List(2) { AsyncLock.create().also { it.tryAcquire() } }
                val race = task { Aiko.race(locks.map { it.acquireAsync() }).await() }
                settle()
                locks.reversed().forEach { it.release() }
                race.await()
                locks.map { it.isLocked } shouldBe listOf(false, true)
            }
        }

        "and so does a staggered one, also when both are there at once" {
            inTask {
                val locks = List(2) { AsyncLock.create().also { it.tryAcquire() } }
                val starters = locks.map { Supplier { it.acquireAsync() } }
                val race = task {
                    Aiko.staggeredRace(1.minutes.toJavaDuration(), starters).await()
                }
                delay(1.hours)
                locks.reversed().forEach { it.release() }
                race.await().winner() shouldBe 1
                locks.map { it.isLocked } shouldBe listOf(false, true)

                locks[1].release()
                Aiko.race(locks.map { it.acquireAsync() }).await()
                locks.map { it.isLocked } shouldBe listOf(true, false)
            }
        }
    })

/** Something that somebody waits for, because another one has it. */
private class Asked(
    val future: LoopFuture<*>,
    val give: () -> Unit,
    val isThere: () -> Boolean
)
