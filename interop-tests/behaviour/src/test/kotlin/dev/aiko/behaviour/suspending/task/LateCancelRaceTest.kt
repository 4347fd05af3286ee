package dev.aiko.behaviour.suspending.task

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.concurrent.thread

private const val ROUNDS = 1_000

/** A cancel from one thread around the very end of the task: taken, it decides; refused, it does not. */
class LateCancelRaceTest :
    StringSpec({
        fun race(start: (EventLoop, LoopFuture<Unit>) -> Task<*>) = inTime {
            Runner.background("aiko-test").use { runner ->
                val together = CyclicBarrier(2)
                lateinit var gate: LoopFuture<Unit>
                val opener = thread(isDaemon = true) {
                    repeat(ROUNDS) {
                        together.await(LONG, SECONDS)
                        gate.complete(Unit)
                    }
                }
                repeat(ROUNDS) {
                    gate = runner.loop().createFuture()
                    val task = start(runner.loop(), gate)
                    together.await(LONG, SECONDS)
                    val taken = task.cancel("late")
                    task.handle { _, _ -> }.get(LONG, SECONDS)
                    task.state() shouldBe if (taken) TaskState.CANCELLED else TaskState.FINISHED
                    task.cancelling() shouldBe if (taken) 1 else 0
                }
                opener.join(LONG * 1_000)
            }
        }

        "TASK-17 a body that ends on its loop" {
            race { loop, gate -> loop.task { gate.await() } }
        }

        "TASK-17 a body that waits for a child on another thread" {
            race { loop, gate ->
                loop.task {
                    launch(Dispatchers.Default) { gate.await() }
                    7
                }
            }
        }

        "TASK-17 a body that comes back from another thread" {
            race { loop, gate ->
                loop.task { withContext(Dispatchers.Default) { gate.await() } }
            }
        }
    })
