package dev.aiko.engine.combine

import dev.aiko.combine.ReturnWhen
import dev.aiko.combine.Waited
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.task.ActionTimer
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.hasFailed
import dev.aiko.engine.task.wakeWhenDone
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicBoolean
import java.util.concurrent.atomic.AtomicInteger

/** Waits until enough of its members are done. They are only watched: nothing is passed to them. */
internal class WaitUntil<S : CompletionStage<*>>(
    home: Home,
    private val condition: ReturnWhen,
    stages: Collection<S>
) : EnginePromise<Waited<S>>(home) {
    private val members = stages.toSet().map { Member(it, partOf(it.toCompletableFuture())) }
    private val left = AtomicInteger(members.size)

    private fun partOf(future: CompletableFuture<*>) =
        Part<Any?>(home, future, readsOutcome = false) { ended(it.future) }

    /** Whether all are being watched. Written before it is looked whether enough have ended. */
    @Volatile
    private var hasBegun = false

    /** The time limit; when the wait is over before, it is taken back like any other waiter's. */
    fun begin(nanos: Long?): WaitUntil<S> {
        for (member in members) member.part.watch()
        hasBegun = true
        when {
            isEnough() -> finishInTheNextTurn()

            nanos != null -> {
                val timer = ActionTimer(home.core, home.core.deadlineIn(nanos), ::closed, ::finish)
                home.ensureOpen(home.core.post(timer))
                if (!wakeWhenDone(timer)) timer.wake() // it may be over on another thread
            }
        }
        return this
    }

    /** Whether a member failed. Written before [left] is counted down for it. */
    @Volatile
    private var sawFailure = false

    private fun ended(future: CompletableFuture<*>) {
        if (future.hasFailed) sawFailure = true
        left.decrementAndGet()
        if (hasBegun && isEnough()) finishInTheNextTurn()
    }

    private fun isEnough(): Boolean =
        when (condition) {
            ReturnWhen.FIRST_COMPLETED -> left.get() < members.size
            ReturnWhen.FIRST_EXCEPTION -> sawFailure || left.get() == 0
            ReturnWhen.ALL_COMPLETED -> left.get() == 0
        }

    private val isFinishing = AtomicBoolean()

    /** All that get done in one turn are told together, once. */
    private fun finishInTheNextTurn() {
        if (!isFinishing.compareAndSet(false, true)) return
        if (!home.core.post(Runnable(::finish))) finish()
    }

    private fun finish() {
        val (done, pending) = members.partition { it.part.future.isDone }
        if (complete(Waited(done.stages(), pending.stages()))) leaveThemAlone()
    }

    private fun closed() {
        cancel("EventLoop '${home.core.name}' was closed")
    }

    private fun List<Member<S>>.stages(): Set<S> = mapTo(LinkedHashSet()) { it.stage }

    override fun unneeded(reason: String?) = leaveThemAlone()

    private fun leaveThemAlone() = members.forEach { it.part.leave() }

    private class Member<out S>(val stage: S, val part: Part<*>)
}
