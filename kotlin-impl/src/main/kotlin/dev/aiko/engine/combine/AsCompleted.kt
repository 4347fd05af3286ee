package dev.aiko.engine.combine

import dev.aiko.combine.Completions
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.sequence.MadeSequence
import dev.aiko.engine.sequence.emitSuspending
import dev.aiko.engine.task.ActionTimer
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Delivery
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.SuspendTask
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.returnToSender
import dev.aiko.engine.task.valueNow
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskOptions
import java.time.Duration
import java.util.ArrayDeque
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException

/** Hands out stages in the order in which they get done, each to whoever asked first. */
internal class AsCompleted<S : CompletionStage<out T>, T>(
    private val home: Home,
    stages: Collection<S>,
    private val limitNanos: Long?
) : Completions<S, T> {
    private class Member<S, T>(val stage: S, val future: CompletableFuture<out T>)

    // Guarded by this; nothing is called while it is held. One of the two lines is always empty.
    private val done = ArrayDeque<Member<S, T>>()
    private val asking = ArrayDeque<Place>()

    private val members = stages.toSet().map { Member<S, T>(it, it.toCompletableFuture()) }
    private var undone = members.size
    private var untaken = members.size
    private var isLate = false

    private val alarm =
        limitNanos?.let {
            val moment = home.core.deadlineIn(it)
            ActionTimer(home.core, moment, onDiscard = ::closed, action = ::expire)
        }

    /** They tell that a member is done; whoever takes it reads the outcome. */
    private val parts =
        members.map { Part(home, it.future, readsOutcome = false) { _ -> ended(it) } }

    fun begin(): AsCompleted<S, T> {
        parts.forEach { it.watch() }
        if (alarm != null && synchronized(this) { undone } > 0) home.core.post(alarm)
        return this
    }

    private fun ended(member: Member<S, T>) {
        deliver(member)
        if (synchronized(this) { --undone } == 0) alarm?.wake()
    }

    private fun deliver(member: Member<S, T>) {
        while (true) {
            val asker = synchronized(this) { asking.poll() ?: return done.add(member).let {} }
            if (asker.complete(member)) return // otherwise it was given up, and somebody else waits
        }
    }

    private fun expire() {
        val askers =
            synchronized(this) {
                isLate = true
                asking.toList().also { asking.clear() }
            }
        parts.forEach { it.leave() }
        askers.forEach { it.completeExceptionally(late()) }
    }

    private fun closed() {
        val askers = synchronized(this) { asking.toList() }
        parts.forEach { it.leave() }
        askers.forEach { it.cancel("EventLoop '${home.core.name}' was closed") }
    }

    private fun late() =
        TimeoutException("Not all futures were done within ${Duration.ofNanos(limitNanos!!)}.")

    /** Whoever has one gets one member. Given up, the place is free again. */
    private inner class Place : Delivery<Member<S, T>>(home) {
        override fun unneeded(reason: String?) =
            synchronized(this@AsCompleted) {
                asking.remove(this)
                untaken++
            }.let {}

        /** Whoever waited was cancelled when the member had come: it is for others. */
        override val goesBack: Boolean get() = isDone && !isCompletedExceptionally

        override fun giveBack(): Boolean {
            giveBack(valueNow())
            return true
        }
    }

    private fun giveBack(member: Member<S, T>) {
        synchronized(this) { untaken++ }
        deliver(member)
    }

    /** A place for the next member that is done; null when all are taken. */
    private fun take(): Place? {
        val place = Place()
        val ready: Member<S, T>?
        val isTooLate: Boolean
        synchronized(this) {
            if (untaken == 0) return null
            untaken--
            ready = done.poll()
            isTooLate = ready == null && isLate
            if (ready == null && !isLate) asking.add(place)
        }
        if (ready != null) place.complete(ready)
        if (isTooLate) place.completeExceptionally(late())
        return place
    }

    override fun iterator(): MutableIterator<LoopFuture<T>> =
        object : MutableIterator<LoopFuture<T>> {
            override fun hasNext() = synchronized(this@AsCompleted) { untaken > 0 }

            override fun next(): LoopFuture<T> =
                NextDone(home, take() ?: throw NoSuchElementException("All have been taken."))
                    .begin()

            override fun remove() =
                throw UnsupportedOperationException("What was asked for stays asked for.")
        }

    override fun sequence(): AsyncSequence<S> =
        MadeSequence({ stage -> giveBack(members.first { it.stage === stage }) }) { home, out ->
            SuspendTask(home, TaskOptions.named("as-completed")) {
                while (true) out.emitSuspending(awaitSuspending(take() ?: break).stage)
            }
        }

    /** The outcome of whichever member gets the place. */
    private class NextDone<S, T>(
        home: Home,
        private val place: EnginePromise<Member<S, T>>
    ) : Composite<T>(home) {
        fun begin(): NextDone<S, T> {
            Part(home, place, taker = this) {
                val failure = place.failure() ?: place.outcome().future.failure()
                if (failure != null) {
                    completeExceptionally(failure)
                } else {
                    passOn { place.outcome().future.outcome() }
                }
            }.watch()
            return this
        }

        override fun stopParts(reason: String?): Boolean = place.cancel(reason)

        override fun carried() = listOf(place)

        override fun waitsFor(): Collection<Any> = listOf(place)
    }
}
