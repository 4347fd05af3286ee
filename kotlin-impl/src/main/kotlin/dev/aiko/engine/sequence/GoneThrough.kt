package dev.aiko.engine.sequence

import dev.aiko.engine.task.Home
import dev.aiko.engine.task.newCoroutine
import dev.aiko.engine.task.runningHome
import dev.aiko.engine.task.stageOf
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sequence.Cursor
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import java.util.concurrent.Flow
import java.util.function.Function

/** All the ways to go through a sequence, which follow from opening it on a loop. */
internal abstract class GoneThrough<T : Any> : AsyncSequence<T> {
    abstract fun open(home: Home): Cursor<T>

    protected fun homeHere(): Home = runningHome("A sequence is gone through on a running loop")

    override fun open(): Cursor<T> = open(homeHere())

    override fun forEachAsync(action: Function<in T, out CompletionStage<*>>): LoopFuture<Void?> =
        consuming {
            forEachWhile(::awaitNextPlainly) {
                awaitPlainly(stageOf { action.apply(it) })
                true
            }
            null
        }

    override fun toListAsync(): LoopFuture<List<T>> =
        consuming {
            ArrayList<T>().also { all -> forEachWhile(::awaitNextPlainly, all::add) }
        }

    private fun <R> consuming(block: suspend CoroutineScope.() -> R) =
        homeHere().newCoroutine(TaskOptions.none(), block).also { it.start(eager = false) }

    override fun asPublisher(): Flow.Publisher<T> {
        val home = runningHome("A publisher belongs to the loop that runs where it is made")
        return Flow.Publisher { subscriber -> Subscribed(home, this, subscriber).begin() }
    }
}
