package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sequence.Cursor
import dev.aiko.sequence.Emitter
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.flow
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.atomic.AtomicInteger

/** A cursor is closed on one thread while its maker emits on another. */
class CloseRaceTest :
    StringSpec({
        "an emit between a close and the cancel that it brings is cancelled, and no failure" {
            inTime {
                Runner.background("kitchen").use { runner ->
                    val mayEmit = CompletableDeferred<Unit>()
                    val thrown = CompletableFuture<Throwable>()
                    val plates = flow {
                        emit(1)
                        mayEmit.await()
                        runCatching { emit(2) }.onFailure(thrown::complete).getOrThrow()
                    }
                    val cursor = runner.runTask { plates.asAsyncSequence().open() }
                    cursor.nextAsync().join().get() shouldBe 1
                    val next = cursor.nextAsync()

                    // Within a cancel others wait until it has passed, that of the maker as well.
                    val stopped = CompletableFuture<Unit>()
                    val closed = stopped.handle { _, _ ->
                        cursor.closeAsync().also {
                            mayEmit.complete(Unit)
                            runCatching { thrown.get(LONG, SECONDS) }
                        }
                    }
                    val waits = CountDownLatch(1)
                    val waiting = runner.loop().task {
                        waits.countDown()
                        stopped.await()
                    }
                    Wait.until(waits)
                    runner.runTask { } // it has come to its await by then
                    waiting.cancel("enough")

                    (thrown.join() is CancellationException) shouldBe true
                    closed.thenCompose { it }.join()
                    next.join().isPresent shouldBe false
                }
            }
        }

        for ((name, maker) in makers) {
            "$name ends without a failure, and cleans up without a second interruption" {
                inTime {
                    val cleaned = AtomicInteger()
                    val begun = AtomicInteger()
                    Race().use { race ->
                        repeat(ROUNDS) { round ->
                            race.round(maker(begun, cleaned), round % 3)
                        }
                    }
                    cleaned.get() shouldBe begun.get()
                }
            }
        }
    })

private const val ROUNDS = 4_000

/** A value on one thread, and the end on another. */
private class Race : AutoCloseable {
    private val runner = Runner.background("kitchen")
    private val pool = Executors.newFixedThreadPool(2)

    fun round(sequence: AsyncSequence<Int>, before: Int) {
        val cursor: Cursor<Int> = runner.runTask { sequence.open() }
        repeat(before) { cursor.nextAsync().get(LONG, SECONDS) }
        val next: Future<*> = pool.submit { cursor.nextAsync().get(LONG, SECONDS) }
        val close: Future<*> = pool.submit { cursor.closeAsync().get(LONG, SECONDS) }
        next.get()
        close.get()
    }

    override fun close() {
        pool.shutdown()
        runner.close()
    }
}

private typealias Maker = (begun: AtomicInteger, cleaned: AtomicInteger) -> AsyncSequence<Int>

private val makers: Map<String, Maker> = mapOf(
    "a flow" to { begun, cleaned ->
        flow {
            begun.incrementAndGet()
            try {
                for (number in 1..50) emit(number)
            } catch (end: CancellationException) {
                currentCoroutineContext().ensureActive()
                error("emit was cancelled, and its coroutine was not")
            } finally {
                cleaned.incrementAndGet()
            }
        }.asAsyncSequence()
    },
    "a body" to { begun, cleaned ->
        AsyncSequence.generate { out ->
            begun.incrementAndGet()
            try {
                for (number in 1..50) out.emit(number)
            } finally {
                repeat(3) { Aiko.yieldNow() }
                cleaned.incrementAndGet()
            }
        }
    },
    "a chain of stages" to { begun, cleaned ->
        AsyncSequence.compose { out ->
            begun.incrementAndGet()
            cleaned.incrementAndGet() // a chain that is cancelled has no more steps
            fun emit(number: Int, to: Emitter<Int>): CompletionStage<Void?> =
                to.emitAsync(number).thenCompose { emit(number + 1, to) }
            emit(1, out)
        }
    }
)
