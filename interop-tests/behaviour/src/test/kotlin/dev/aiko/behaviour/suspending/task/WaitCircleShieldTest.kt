package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.closeAndJoin
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.seconds

/** Circles through waits that no cancel comes to, found when the cancels have passed. */
class WaitCircleShieldTest :
    StringSpec({
        "TASK-14 a circle with a shield ends when another thread cancels, on one loop or two" {
            for (isOneLoop in listOf(true, false)) {
                inTime {
                    Runner.background("left").use { left ->
                        Runner.background("right").use { right ->
                            val known = CompletableFuture<Task<*>>()
                            val shielding =
                                left.loop().task {
                                    val other = known.await()
                                    shielded { other.await() }
                                }
                            val other =
                                (if (isOneLoop) left else right).loop().task { shielding.await() }
                            known.complete(other)
                            while (shielding.awaiting() !== other) Thread.onSpinWait()
                            while (other.awaiting() !== shielding) Thread.onSpinWait()
                            other.cancel("the client has gone")
                            other.handle { _, _ -> }.get()
                            shielding.handle { _, _ -> }.get()
                        }
                    }
                }
            }
        }

        "TASK-14 a limit ends a circle with a shield two waits away" {
            inTask {
                lateinit var one: Task<*>
                lateinit var two: Task<*>
                lateinit var three: Task<*>
                one = task { shielded { two.await() } }
                two = task { three.await() }
                three =
                    task {
                        try {
                            timeout(1.seconds) { one.await() }
                        } catch (_: TimeoutException) {
                        }
                    }
                three.end()
                two.end()
                one.end()
            }
        }

        "TASK-14 all three of such a circle may be cancelled in one step" {
            inTask {
                lateinit var one: Task<*>
                lateinit var two: Task<*>
                lateinit var three: Task<*>
                one = task { shielded { two.await() } }
                two = task { three.await() }
                three = task { one.await() }
                delay(1.seconds)
                for (each in listOf(three, two, one)) each.cancel("stop")
                for (each in listOf(three, two, one)) each.end()
            }
        }

        "TASK-14 a circle goes through the shield of a coroutine that is in no task" {
            for (dispatcher in listOf(null, Dispatchers.Default)) {
                inTime {
                    Runner.background("loop").use { runner ->
                        val loop = runner.loop()
                        val known = CompletableFuture<Task<*>>()
                        val stands = CompletableDeferred<Unit>()
                        val job =
                            CoroutineScope(dispatcher ?: loop.asCoroutineDispatcher()).launch {
                                val other = known.await()
                                shielded {
                                    stands.complete(Unit)
                                    other.await()
                                }
                            }
                        val other =
                            loop.task {
                                stands.await()
                                job.asLoopFuture().await()
                            }
                        known.complete(other)
                        while (other.awaiting() == null) Thread.onSpinWait()
                        other.cancel("the client has gone")
                        other.handle { _, _ -> }.get()
                        runBlocking { job.join() }
                    }
                }
            }
        }

        "a scope is closed by one whom a coroutine in it awaits" {
            inTask {
                val scope = LoopScope.on(Aiko.runningLoop(), "scope")
                lateinit var owner: Task<*>
                scope.launch { owner.await() }
                owner =
                    task {
                        delay(1.seconds)
                        scope.closeAndJoin()
                    }
                owner.end()
            }
        }
    })
