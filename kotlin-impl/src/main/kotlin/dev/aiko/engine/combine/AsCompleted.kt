package dev.aiko.engine.combine

import dev.aiko.combine.Completions
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.sequence.MadeSequence
import dev.aiko.engine.sequence.emitSuspending
import dev.aiko.engine.task.ActionTimer
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.SuspendTask
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.outcome
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

    private val members = stages.toSet().map { Member<S, T>(it, it.toCompletableFuture()) }

    // Guarded by this; nothing is called while it is held. One of the two lines is always empty.
    private val done = ArrayDeque<Member<S, T>>()
    private val asking = ArrayDeque<EnginePromise<Member<S, T>>>()
    private var untaken = members.size
    private var isLate = false

    private val alarm =
        limitNanos?.let {
            ActionTimer(
                home.core,
                home.core.deadlineIn(it),
                onDiscard = ::expire,
                action = ::expire
            )
        }

    fun begin(): AsCompleted<S, T> {
        var undone = members.size
        for (member in members) {
            Part(member.future) {
                deliver(member)
                if (synchronized(this) { --undone } == 0) alarm?.wake()
            }.watch()
        }
        if (alarm != null && synchronized(this) { undone } > 0) home.core.post(alarm)
        return this
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
        askers.forEach { it.completeExceptionally(late()) }
    }

    private fun late() =
        TimeoutException("Not all futures were done within ${Duration.ofNanos(limitNanos!!)}.")

    /** The next member that is done, or a promise of it. */
    private fun ask(): EnginePromise<Member<S, T>> {
        val promise = EnginePromise<Member<S, T>>(home)
        val ready =
            synchronized(this) {
                done.poll().also { if (it == null && !isLate) asking.add(promise) }
            }
        if (ready != null) {
            promise.complete(ready)
        } else if (synchronized(this) { isLate }) {
            promise.completeExceptionally(late())
        }
        return promise
    }

    private fun take(): Boolean =
        synchronized(this) { (untaken > 0).also { if (it) untaken-- } }

    override fun iterator(): MutableIterator<LoopFuture<T>> =
        object : MutableIterator<LoopFuture<T>> {
            override fun hasNext() = synchronized(this@AsCompleted) { untaken > 0 }

            override fun next(): LoopFuture<T> {
                if (!take()) throw NoSuchElementException("All of them have been taken.")
                return NextDone(home, ask()).begin()
            }

            override fun remove() = throw UnsupportedOperationException()
        }

    override fun sequence(): AsyncSequence<S> =
        MadeSequence { home, out ->
            SuspendTask(home, TaskOptions.named("as-completed")) {
                while (take()) out.emitSuspending(awaitSuspending(ask()).stage)
            }
        }

    /** The outcome of whichever member [asked] turns out to be; given up, it asks no more. */
    private class NextDone<S, T>(
        home: Home,
        private val asked: EnginePromise<Member<S, T>>
    ) : EnginePromise<T>(home) {
        fun begin(): NextDone<S, T> {
            Part(asked) {
                val failure = asked.failure() ?: asked.outcome().future.failure()
                if (failure != null) {
                    completeExceptionally(failure)
                } else {
                    complete(asked.outcome().future.outcome())
                }
            }.watch()
            return this
        }

        override fun cancel(reason: String?): Boolean =
            super.cancel(reason).also { if (it) asked.cancel(reason) }

        override fun unneeded(reason: String?) {
            asked.cancel(reason)
        }
    }
}
