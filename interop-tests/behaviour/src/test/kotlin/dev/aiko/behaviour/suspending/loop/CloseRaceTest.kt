package dev.aiko.behaviour.suspending.loop

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeIn
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.CountDownLatch
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.hours

private const val ROUNDS = 300

/** Closing a loop that runs by itself, while another thread uses it. */
class CloseRaceTest :
    StringSpec({
        fun race(
            before: (Runner) -> Unit,
            meanwhile: (Runner) -> Unit,
            after: () -> Unit
        ) = inTime {
            repeat(ROUNDS) {
                val runner = Runner.background("aiko-test")
                before(runner)
                val together = CyclicBarrier(2)
                val other = thread {
                    together.await(LONG, SECONDS)
                    meanwhile(runner)
                }
                together.await(LONG, SECONDS)
                runner.close()
                other.join(LONG * 1_000)
                other.isAlive shouldBe false
                after()
            }
        }

        fun ended(task: Task<*>): TaskState {
            task.handle { _, _ -> }.get(LONG, SECONDS)
            return task.state()
        }

        "a task made while the loop closes is refused, or it ends" {
            val made = ConcurrentLinkedQueue<Task<*>>()
            race(
                before = { made.clear() },
                meanwhile = { runner ->
                    try {
                        repeat(100) { made += runner.loop().task { delay(1.hours) } }
                    } catch (_: IllegalStateException) {
                        // Closed: this is the refusal.
                    }
                },
                after = { made.forEach { ended(it) shouldBe TaskState.CANCELLED } }
            )
        }

        "a future completed while the loop closes leaves its awaiter with one of two outcomes" {
            lateinit var waiting: Task<Int>
            lateinit var gate: CompletableFuture<Int>
            race(
                before = { runner ->
                    gate = runner.loop().createFuture()
                    waiting = runner.loop().task { gate.await() }
                },
                meanwhile = { gate.complete(7) },
                after = {
                    ended(waiting) shouldBeIn listOf(TaskState.FINISHED, TaskState.CANCELLED)
                }
            )
        }

        "a task cancelled while the loop closes ends" {
            lateinit var sleeping: Task<*>
            race(
                before = { runner -> sleeping = runner.loop().task { delay(1.hours) } },
                meanwhile = { sleeping.cancel("another thread") },
                after = { ended(sleeping) shouldBe TaskState.CANCELLED }
            )
        }

        "a body that comes back from another thread while the loop closes ends" {
            lateinit var traveller: Task<*>
            lateinit var away: CountDownLatch
            race(
                before = { runner ->
                    val latch = CountDownLatch(1)
                    away = latch
                    traveller = runner.loop().task {
                        withContext(Dispatchers.IO) { latch.await(LONG, SECONDS) }
                    }
                },
                meanwhile = { away.countDown() },
                after = {
                    ended(traveller) shouldBeIn listOf(TaskState.FINISHED, TaskState.CANCELLED)
                }
            )
        }
    })
