package dev.aiko.stress

import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.asDeferred
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.race
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.loop.EventLoop
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.util.SplittableRandom
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.time.Duration.Companion.days

/** Some that each wait for another one of them, whoever it is; so there is a circle, or more. */
class Knot(private val chance: SplittableRandom, private val loops: List<EventLoop>) {
    private val size = 2 + chance.nextInt(7)
    private val begun = CompletableFuture<Unit>()
    private val stages: List<CompletionStage<*>>

    init {
        val others = List(size) { (it + 1 + chance.nextInt(size - 1)) % size }
        // Of a circle all of whose waits are shielded nobody would end.
        val shields = List(size) { others[it] > it && chance.nextInt(3) == 0 }
        stages =
            List(size) { number ->
                val wait = Wait(others[number], shields[number])
                WAYS[chance.nextInt(WAYS.size)](loops[chance.nextInt(loops.size)], wait)
            }
    }

    /** Has all of them wait, and cancels all. */
    fun cut() {
        begun.complete(Unit)
        for (number in (0 until size).sortedBy { chance.nextInt() }) {
            if (chance.nextBoolean()) Thread.yield()
            stages[number].toCompletableFuture().cancel(true)
        }
    }

    fun isOver(): Boolean = stages.all { it.toCompletableFuture().isDone }

    override fun toString() = stages.toString()

    /** What one of them does. */
    private inner class Wait(private val other: Int, private val isShielded: Boolean) {
        suspend fun suspending() {
            begun.await()
            if (isShielded) shielded { stages[other].await() } else stages[other].await()
        }

        fun straight() {
            Aiko.await(begun)
            if (isShielded) {
                Aiko.shielded<Any?> { Aiko.await(stages[other]) }
            } else {
                Aiko.await(stages[other])
            }
        }

        val body = Callable<Any?> { straight() }
    }

    private companion object {
        fun outside(context: CoroutineContext) =
            CoroutineScope(context + SupervisorJob() + CoroutineExceptionHandler { _, _ -> })

        val WAYS: List<(EventLoop, Wait) -> CompletionStage<*>> =
            listOf(
                { loop, wait -> loop.task { wait.suspending() } },
                { loop, wait -> loop.createTask(wait.body) },
                { loop, wait ->
                    outside(loop.asCoroutineDispatcher()).launch { wait.suspending() }
                        .asLoopFuture(loop)
                },
                { loop, wait ->
                    outside(Dispatchers.Default).launch { wait.suspending() }.asLoopFuture(loop)
                },
                { loop, wait -> loop.task { taskGroup { task { wait.suspending() } } } },
                { loop, wait ->
                    loop.task { race<Unit>({ wait.suspending() }, { awaitCancellation() }) }
                },
                { loop, wait ->
                    loop.task { withContext(Dispatchers.Default) { wait.suspending() } }
                },
                { loop, wait -> loop.task { coroutineScope { launch { wait.suspending() } } } },
                { loop, wait ->
                    loop.task {
                        suspendCoroutineUninterceptedOrReturn<Any?> {
                            Suspend.answer(it, wait.body)
                        }
                    }
                },
                { loop, wait -> loop.task { timeout(1.days) { wait.suspending() } } },
                { loop, wait -> loop.task { wait.suspending() }.asDeferred().asLoopFuture(loop) },
                { loop, wait ->
                    loop.createTask(Callable { TaskGroup.run { it.createTask(wait.body) } })
                },
                { loop, wait ->
                    loop.task { LoopScope.on(loop, "scope").createTask(wait.body).await() }
                }
            )
    }
}
