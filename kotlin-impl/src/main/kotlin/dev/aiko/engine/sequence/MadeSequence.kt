package dev.aiko.engine.sequence

import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Leaver
import dev.aiko.engine.task.SuspendTask
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.leave
import dev.aiko.engine.task.runningHome
import dev.aiko.engine.task.stageOf
import dev.aiko.engine.task.taskOf
import dev.aiko.engine.task.wakeWhenDone
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sequence.Cursor
import dev.aiko.sequence.Emitter
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import java.util.concurrent.Flow
import java.util.function.Function

/** A sequence whose values are made by a task, a new one for every consumer. */
internal class MadeSequence<T : Any>(
    private val newMaker: (Home, Emitter<T>) -> EngineTask<*>
) : AsyncSequence<T> {
    override fun open(): Handover<T> = open(homeHere())

    fun open(home: Home): Handover<T> = Handover(home, newMaker)

    private fun homeHere(): Home = runningHome("A sequence is gone through on a running loop")

    /** A `for` that is left early tells nobody; so the end of the task around it closes. */
    override fun iterator(): MutableIterator<T> {
        val cursor = open()
        val task = Seat.driving()?.let { taskOf(it.core.running) }
        if (task != null) {
            val closer = ClosesAtTheEnd(cursor)
            task.wakeWhenDone(closer)
            cursor.onOver = { task.leave(closer) }
        }
        return cursor.iterator()
    }

    private class ClosesAtTheEnd(private val cursor: Cursor<*>) : Leaver {
        @Volatile
        override var hasLeft = false

        override val isInterested: Boolean get() = false

        override fun wake() {
            cursor.closeAsync()
        }
    }

    override fun forEachAsync(action: Function<in T, out CompletionStage<*>>): LoopFuture<Void?> =
        consuming {
            forEachWhile {
                awaitSuspending(stageOf { action.apply(it) })
                true
            }
            null
        }

    override fun toListAsync(): LoopFuture<List<T>> =
        consuming {
            ArrayList<T>().also { all -> forEachWhile(all::add) }
        }

    private fun <R> consuming(block: suspend CoroutineScope.() -> R) =
        SuspendTask(homeHere(), TaskOptions.none(), block).also { it.start(eager = false) }

    override fun asPublisher(): Flow.Publisher<T> {
        val home = runningHome("A publisher belongs to the loop that runs where it is made")
        return Flow.Publisher { subscriber -> Subscribed(home, this, subscriber).begin() }
    }
}
