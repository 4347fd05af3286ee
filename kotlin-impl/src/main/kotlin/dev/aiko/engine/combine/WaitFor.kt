package dev.aiko.engine.combine

import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.loop.textOf
import dev.aiko.engine.task.ActionTimer
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.EngineFuture
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Leaver
import dev.aiko.engine.task.cancellation
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.giveUp
import dev.aiko.engine.task.leave
import dev.aiko.engine.task.obeys
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.returnToSender
import dev.aiko.engine.task.wakeWhenDone
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException

/** The outcome of [inner] if it comes in time; otherwise it is cancelled, and its end waited for. */
internal class WaitFor<T>(
    home: Home,
    private val inner: CompletableFuture<T>,
    private val nanos: Long,
    private val abandons: Boolean
) : Composite<T>(home),
    Leaver {
    @Volatile
    override var hasLeft = false

    /** What it ends with when the time was over first. Written before the inner one is stopped. */
    @Volatile
    private var late: TimeoutException? = null

    fun begin(): WaitFor<T> {
        if (!inner.wakeWhenDone(this)) {
            endLikeIt()
        } else if (nanos <= 0) {
            expire()
        } else {
            val timer = ActionTimer(home.core, home.core.deadlineIn(nanos), ::closed, ::expire)
            home.ensureOpen(home.core.post(timer))
            if (!wakeWhenDone(timer)) timer.wake() // it may have ended on another thread
        }
        return this
    }

    private fun closed() {
        inner.giveUp("EventLoop '${home.core.name}' was closed")
        completeExceptionally(cancellation("EventLoop '${home.core.name}' was closed."))
    }

    private fun expire() {
        if (inner.isDone) return
        // Made now: it tells of the stage as it is before the cancel.
        val overdue =
            TimeoutException("${textOf(inner)} was not done within ${Duration.ofNanos(nanos)}.")
        late = overdue
        val agreed = inner.obeys("the time limit of a waitFor is over")
        if (!abandons && agreed) return
        if (!completeExceptionally(overdue)) return
        (inner as? EngineFuture)?.leave(this)
        inner.returnToSender(this) // what comes in this moment comes to nobody
        reportIfLost(home, inner)
    }

    override fun wake() {
        home.nested {
            endLikeIt()
            true
        }
    }

    private fun endLikeIt() {
        val failure = inner.failure()
        when {
            failure == null -> passOn { inner.outcome() }

            failure !is CancellationException -> completeExceptionally(failure)

            // Somebody cancelled the wait, which is more than a limit.
            request != null -> completeExceptionally(request!!)

            late != null -> completeExceptionally(late!!.initCause(failure))

            else -> completeExceptionally(failure)
        }
    }

    override fun carried() = listOf(inner)

    override fun stopParts(reason: String?): Boolean = inner.giveUp(reason)

    override fun waitsFor(): Collection<Any> = listOf(inner)
}
