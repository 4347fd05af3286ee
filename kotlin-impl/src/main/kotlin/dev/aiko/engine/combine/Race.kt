package dev.aiko.engine.combine

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.obeys
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.returnToSender
import dev.aiko.scope.TaskGroupException
import java.util.concurrent.CompletableFuture

/** The first value; the losers are cancelled and waited for. */
internal class Race<T>(
    home: Home,
    stages: Collection<CompletableFuture<out T>>
) : Composite<T>(home) {
    // Guarded by this; nothing is called while it is held.
    private val running = LinkedHashSet<CompletableFuture<out T>>(stages)

    @Volatile // read without the monitor once it is set, which it is once
    private var winner: CompletableFuture<out T>? = null
    private val failures = ArrayList<Throwable>()

    fun begin(): Race<T> {
        val parts = running.map { Part(home, it, taker = this, onEnd = ::ended) }
        parts.forEach(Part<T>::watch)
        return this
    }

    private fun ended(part: Part<T>) {
        val failure = part.future.failure()
        var losers = emptyList<CompletableFuture<out T>>()
        synchronized(this) {
            running.remove(part.future)
            if (failure != null) {
                failures += failure
            } else if (winner == null) {
                winner = part.future
                losers = running.toList()
            }
        }
        if (failure == null && winner !== part.future) part.future.returnToSender(this) // too late
        stop(losers, "another one has won the race")
        endIfOver()
    }

    private fun stop(some: List<CompletableFuture<out T>>, reason: String?): Boolean {
        val deaf = some.filterNot { it.obeys(reason) }
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
            won != null -> passOn { won.outcome() }
            asked != null -> completeExceptionally(asked)
            else -> completeExceptionally(nobodyWon())
        }
    }

    private fun nobodyWon() =
        TaskGroupException("Nobody won the race: all ${failures.size} have failed.", failures)

    override fun carried() = listOfNotNull(winner)

    /** With a winner it is too late: losers clean up, and the value comes. */
    override fun stopParts(reason: String?): Boolean {
        val asked = synchronized(this) { if (winner == null) running.toList() else return false }
        return stop(asked, reason).also { endIfOver() }
    }

    override fun waitsFor(): Collection<Any> = synchronized(this) { running.toList() }
}
