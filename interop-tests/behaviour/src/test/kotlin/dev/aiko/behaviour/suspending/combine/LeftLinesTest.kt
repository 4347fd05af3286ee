package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.combine.ReturnWhen.FIRST_COMPLETED
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.task.LoopFuture
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.yield
import java.lang.ref.WeakReference
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/** A future that lives on for long keeps none of those who waited for it and have gone. */
class LeftLinesTest :
    StringSpec({
        val limit = 1.minutes.toJavaDuration()

        /** A thousand times somebody waits for [future] and leaves; gives what he waited with. */
        suspend fun nothingIsLeft(
            future: LoopFuture<*>,
            waitAndLeave: suspend () -> Any
        ) {
            val waiters = List(1_000) { WeakReference(waitAndLeave()) }
            // The last one may stay until somebody else leaves the line, or comes.
            Wait.untilCollected("those who have gone are garbage") {
                waiters.dropLast(1).all { it.get() == null }
            }
            future.isDone shouldBe false
            future.toString() shouldNotContain "callbacks"
        }

        fun leaving(waitAndLeave: suspend (LoopFuture<Int>) -> Any) = inTask {
            val future = Aiko.runningLoop().createFuture<Int>()
            nothingIsLeft(future) { waitAndLeave(future) }
        }

        "shields, cancelled or awaited with a limit" {
            leaving { future -> Aiko.shield(future).also { it.cancel("enough") } }
            leaving { future ->
                Aiko.shield(future).also { shield ->
                    shouldThrow<TimeoutException> { timeout(1.minutes) { shield.await() } }
                }
            }
        }

        "waits that abandoned a task, which goes on" {
            inTask {
                val end = Aiko.runningLoop().createFuture<Int>()
                val deaf = task { shielded { end.await() } }
                yield()
                nothingIsLeft(deaf) {
                    Aiko.waitForOrAbandon(deaf, limit).also {
                        shouldThrow<TimeoutException> { it.await() }
                    }
                }
                end.complete(1)
            }
        }

        "waitUntil whose time is over, or that has seen enough" {
            leaving { future ->
                Aiko.waitUntil(ALL_COMPLETED, limit, listOf(future)).also { it.await() }
            }
            leaving { future ->
                val quick = Aiko.sleep(limit, 1)
                Aiko.waitUntil(FIRST_COMPLETED, 1.hours.toJavaDuration(), listOf(future, quick))
                    .also { it.await() }
            }
        }

        "as-completed lists whose time is over, as futures and as a flow" {
            leaving { future ->
                Aiko.asCompleted(listOf(future), limit).also {
                    shouldThrow<TimeoutException> { it.iterator().next().await() }
                }
            }
            leaving { future ->
                Aiko.asCompleted(listOf(future), limit).also {
                    shouldThrow<TimeoutException> { it.asFlow().collect() }
                }
            }
        }
    })
