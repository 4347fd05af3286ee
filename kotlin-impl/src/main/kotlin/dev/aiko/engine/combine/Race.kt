package dev.aiko.engine.combine

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.cancellation
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.giveUp
import dev.aiko.engine.task.outcome
import dev.aiko.scope.TaskGroupException
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/** The first value; the losers are cancelled and waited for. */
internal class Race<T>(
    home: Home,
    stages: Collection<CompletableFuture<out T>>
) : Composite<T>(home) {
    // Guarded by this; nothing is called while it is held.
    private val running = LinkedHashSet<CompletableFuture<out T>>(stages)
    private var winner: CompletableFuture<out T>? = null
    private val failures = ArrayList<Throwable>()
    private var request: CancellationException? = null

    fun begin(): Race<T> {
        val parts = running.map { Part(it, ::ended) }
        parts.forEach(Part<T>::watch)
        return this
    }

    private fun ended(part: Part<T>) {
        val failure = part.future.failure()
        val losers =
            synchronized(this) {
                running.remove(part.future)
                when {
                    failure != null -> emptyList<CompletableFuture<out T>>().also {
                        failures +=
                            failure
                    }

                    winner != null -> emptyList()

                    else -> running.toList().also { winner = part.future }
                }
            }
        stop(losers, "another one has won the race")
        endIfOver()
    }

    /** One that will not be cancelled is left alone: nobody may hang on its goodwill. */
    private fun stop(some: List<CompletableFuture<out T>>, reason: String?): Boolean {
        val deaf = some.filterNot { it.isDone || it.giveUp(reason) }
        if (deaf.isNotEmpty()) synchronized(this) { running.removeAll(deaf.toSet()) }
        return deaf.size < some.size
    }

    private fun endIfOver() {
        val won: CompletableFuture<out T>?
        synchronized(this) {
            if (running.isNotEmpty()) return
            won = winner
        }
        val asked = request
        when {
            won != null -> complete(won.outcome())
            asked != null -> completeExceptionally(asked)
            else -> completeExceptionally(nobodyWon())
        }
    }

    private fun nobodyWon() =
        TaskGroupException("Nobody won the race: all ${failures.size} have failed.", failures)

    override fun passCancel(reason: String?): Boolean {
        val asked: List<CompletableFuture<out T>>
        synchronized(this) {
            request = cancellation(reason)
            asked = running.toList()
        }
        return stop(asked, reason).also { endIfOver() }
    }
}
