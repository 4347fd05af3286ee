package dev.aiko.engine.combine

import dev.aiko.combine.ReturnWhen
import dev.aiko.combine.Waited
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.task.ActionTimer
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Leaver
import dev.aiko.engine.task.WaiterLine
import dev.aiko.engine.task.hasFailed
import dev.aiko.engine.task.leave
import dev.aiko.engine.task.wakeWhenDone
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicInteger

/** Waits until enough of its members are done. They are only watched: nothing is passed to them. */
internal class WaitUntil<S : CompletionStage<*>>(
    home: Home,
    private val condition: ReturnWhen,
    stages: Collection<S>
) : EnginePromise<Waited<S>>(home) {
    private val members = stages.toSet().map { Member(it, it.toCompletableFuture()) }
    private val left = AtomicInteger(members.size)

    /** The time limit; when the wait is over before, it is taken back like any other waiter's. */
    fun begin(nanos: Long?): WaitUntil<S> {
        for (member in members) if (!member.future.wakeWhenDone(member)) count(member)
        when {
            isEnough() -> finishInTheNextTurn()

            nanos != null -> {
                val timer = ActionTimer(home.core, home.core.deadlineIn(nanos), ::closed, ::finish)
                home.ensureOpen(home.core.post(timer))
                wakeWhenDone(timer)
            }
        }
        return this
    }

    /** Whether a member failed. Written before [left] is counted down for it. */
    @Volatile
    private var sawFailure = false

    private fun count(member: Member<S>) {
        if (member.future.hasFailed) sawFailure = true
        left.decrementAndGet()
    }

    private fun isEnough(): Boolean =
        when (condition) {
            ReturnWhen.FIRST_COMPLETED -> left.get() < members.size
            ReturnWhen.FIRST_EXCEPTION -> sawFailure || left.get() == 0
            ReturnWhen.ALL_COMPLETED -> left.get() == 0
        }

    /** All that get done in one turn are told together. */
    private fun finishInTheNextTurn() {
        if (!home.core.post(Runnable(::finish))) finish()
    }

    private fun finish() {
        val (done, pending) = members.partition { it.future.isDone }
        if (complete(Waited(done.stages(), pending.stages()))) leaveThemAlone()
    }

    private fun closed() {
        cancel("EventLoop '${home.core.name}' was closed")
    }

    private fun List<Member<S>>.stages(): Set<S> = mapTo(LinkedHashSet()) { it.stage }

    override fun unneeded(reason: String?) = leaveThemAlone()

    /** A member may live on for long, and must not collect the waits that are over. */
    private fun leaveThemAlone() {
        for (member in members) {
            if (!member.future.isDone) (member.future as? WaiterLine)?.leave(member)
        }
    }

    private inner class Member<out M>(val stage: M, val future: CompletableFuture<*>) : Leaver {
        @Volatile
        override var hasLeft = false

        override val readsOutcome: Boolean get() = false

        override fun wake() {
            @Suppress("UNCHECKED_CAST") // all members of this wait are of its type
            count(this as WaitUntil<S>.Member<S>)
            if (isEnough()) finishInTheNextTurn()
        }
    }
}
