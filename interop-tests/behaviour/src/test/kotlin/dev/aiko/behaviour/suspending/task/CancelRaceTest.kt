package dev.aiko.behaviour.suspending.task

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.time.Duration.Companion.hours

private const val ROUNDS = 2_000

/** Cancelling from other threads, on a loop that runs by itself and in real time. */
class CancelRaceTest :
    StringSpec({
        fun onBackground(test: (EventLoop) -> Unit) = inTime {
            Runner.background("aiko-test").use { test(it.loop()) }
        }

        "a cancel from another thread wakes a sleeping loop" {
            onBackground { loop ->
                val asleep = CountDownLatch(1)
                val child = loop.task {
                    asleep.countDown()
                    delay(1.hours)
                }
                asleep.await(LONG, SECONDS) shouldBe true
                child.cancel("wake up") shouldBe true
                shouldThrow<CancellationException> { child.get(LONG, SECONDS) }
                child.isCancelled shouldBe true
            }
        }

        "a completion from another thread wakes a sleeping loop" {
            onBackground { loop ->
                val gate = loop.createFuture<Int>()
                val asleep = CountDownLatch(1)
                val child = loop.task {
                    asleep.countDown()
                    gate.await()
                }
                asleep.await(LONG, SECONDS) shouldBe true
                gate.complete(7)
                child.get(LONG, SECONDS) shouldBe 7
            }
        }

        "a cancel racing the completion leaves one of the two outcomes, never neither" {
            onBackground { loop ->
                race { start ->
                    val gate = loop.createFuture<Int>()
                    val child = loop.task { gate.await() }
                    start({ gate.complete(7) }, { child.cancel(false) })
                    child.handle { _, _ -> }.get(LONG, SECONDS)
                    child.state() shouldBeIn listOf(TaskState.FINISHED, TaskState.CANCELLED)
                    loop.allTasks().size shouldBe 0
                }
            }
        }

        "a cancel racing the creation ends the task, whether it has started or not" {
            onBackground { loop ->
                race { start ->
                    val child = loop.task { delay(1.hours) }
                    start({ child.cancel("one") }, { child.cancel("two") })
                    child.handle { _, _ -> }.get(LONG, SECONDS)
                    child.state() shouldBe TaskState.CANCELLED
                    child.cancelling() shouldBeIn listOf(1, 2)
                }
            }
        }

        "a cancel racing a cancel from below leaves an awaiter that ended" {
            onBackground { loop ->
                race { start ->
                    val inner = loop.task { delay(1.hours) }
                    val outer = loop.task { inner.await() }
                    start({ inner.cancel("below") }, { outer.cancel("above") })
                    outer.handle { _, _ -> }.get(LONG, SECONDS)
                    inner.handle { _, _ -> }.get(LONG, SECONDS)
                    inner.isCancelled shouldBe true
                    outer.state() shouldBeIn listOf(TaskState.FAILED, TaskState.CANCELLED)
                }
            }
        }

        "cancels of half the waiters take no wake-up from the others" {
            onBackground { loop ->
                repeat(ROUNDS / 100) {
                    val gate = loop.createFuture<Int>()
                    // Protected, so that a cancelled waiter does not cancel the gate of the others.
                    val waiters = List(100) {
                        loop.task { withContext(NonCancellable) { gate.await() } }
                    }
                    loop.submit { gate.complete(7) }
                    waiters.filterIndexed { i, _ -> i % 2 == 0 }.forEach { it.cancel(false) }
                    waiters.forEach { it.handle { _, _ -> }.get(LONG, SECONDS) }
                    waiters.filterIndexed { i, _ -> i % 2 == 1 }.all { it.result() == 7 } shouldBe
                        true
                }
                val runner = loop.task { yield() }
                runner.get(LONG, SECONDS)
            }
        }
    })

/** Runs the round again and again; what it gives to `start` runs on two threads at once. */
private fun race(round: (start: (() -> Unit, () -> Unit) -> Unit) -> Unit) {
    val other = Executors.newSingleThreadExecutor()
    try {
        val together = CyclicBarrier(2)
        repeat(ROUNDS) {
            round { here, there ->
                val running = other.submit {
                    together.await(LONG, SECONDS)
                    there()
                }
                together.await(LONG, SECONDS)
                here()
                running.get(LONG, SECONDS)
            }
        }
    } finally {
        other.shutdownNow()
    }
}
