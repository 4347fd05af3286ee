package dev.aiko.engine.combine

import dev.aiko.combine.StaggeredRace
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.task.ActionTimer
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.obeys
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.returnToSender
import java.util.Objects
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/**
 * A staggered race: the next one starts when the one before fails or has had its time.
 *
 * Everything mutable is guarded by the role of the loop, on which the starters are called.
 */
internal class Relay<T>(
    home: Home,
    starters: Collection<Supplier<out CompletionStage<out T>>>,
    private val delayNanos: Long?,
    private val cell: ContextCell
) : Composite<StaggeredRace<T>>(home) {
    private val waiting = starters.iterator()

    /** Changed under its own monitor, because others ask whom we wait for. */
    private val begun = ArrayList<Runner<T>>()

    @Volatile // read by a cancel from elsewhere
    private var winner: Runner<T>? = null
    private var baton: ActionTimer? = null

    private class Runner<T>(val place: Int) {
        @Volatile
        var future: CompletableFuture<out T>? = null

        @Volatile
        var isOver = false
        var failure: Throwable? = null
    }

    fun begin(): Relay<T> {
        home.core.within(::startNext)
        return this
    }

    /** Whether starters are being called, and whether another one is wanted meanwhile. */
    private var isStarting = false
    private var wantsMore = false

    /** A loop and no recursion: ten thousand may fail at once. */
    private fun startNext() {
        wantsMore = true
        if (isStarting) return
        isStarting = true
        while (wantsMore) {
            wantsMore = false
            startOne()
        }
        isStarting = false
    }

    private fun startOne() {
        baton?.wake() // taken back: the predecessor has failed before its time was over
        if (isDone || winner != null || request != null || !waiting.hasNext()) return endIfOver()
        val runner = Runner<T>(begun.size)
        synchronized(begun) { begun += runner }
        try {
            val stage = cell.within { waiting.next().get() }
            val future = Objects.requireNonNull(
                stage,
                "A starter returned null."
            ).toCompletableFuture()
            runner.future = future
            Part(home, future, taker = this) { home.core.within { ended(runner) } }.watch()
            // The starter itself may have brought about the end of the others.
            if (winner != null || request != null) stop(runner, "the race was over")
        } catch (failure: Throwable) {
            return lost(runner, failure)
        }
        if (delayNanos != null && waiting.hasNext() && !runner.isOver) {
            val next =
                ActionTimer(home.core, home.core.deadlineIn(delayNanos), ::closed, ::startNext)
            baton = next
            home.core.post(next)
        }
    }

    private fun closed() {
        cancel("EventLoop '${home.core.name}' was closed")
    }

    private fun ended(runner: Runner<T>) {
        val failure = runner.future!!.failure()
        if (failure != null) return lost(runner, failure)
        runner.isOver = true
        if (winner == null) {
            winner = runner
            baton?.wake()
            begun.forEach { stop(it, "another one has won the race") }
        } else if (runner.future !== winner!!.future) {
            runner.future!!.returnToSender(this) // too late
        }
        endIfOver()
    }

    private fun lost(runner: Runner<T>, failure: Throwable) {
        runner.isOver = true
        runner.failure = failure
        // The last to start hands on; an earlier one has done so when its time was over.
        if (runner === begun.last()) startNext() else endIfOver()
    }

    /** One without a future is still being started. */
    private fun stop(runner: Runner<T>, reason: String?) {
        val future = runner.future ?: return
        if (!runner.isOver && !future.obeys(reason)) runner.isOver = true
    }

    private fun endIfOver() {
        if (begun.any { !it.isOver }) return
        val best = winner
        val asked = request
        when {
            best != null ->
                passOn { StaggeredRace(best.future!!.outcome(), best.place, failures()) }

            asked != null -> completeExceptionally(asked)

            !waiting.hasNext() -> complete(StaggeredRace(null, -1, failures()))
        }
    }

    private fun failures(): List<Throwable?> = begun.map { it.failure }

    override fun carried() = listOfNotNull(winner?.future)

    /** With a winner it is too late: losers clean up, and the value comes. */
    override fun stopParts(reason: String?): Boolean {
        if (winner != null) return false
        home.core.within {
            baton?.wake()
            begun.forEach { stop(it, reason) }
            endIfOver()
        }
        return true
    }
    override fun waitsFor(): Collection<Any> =
        synchronized(begun) { begun.toList() }.filterNot { it.isOver }.mapNotNull { it.future }
}
