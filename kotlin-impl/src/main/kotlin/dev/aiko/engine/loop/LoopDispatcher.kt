package dev.aiko.engine.loop

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.cancel
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume

/** The loop as Kotlin sees it: continuations are items of the ready queue, delays are timers. */
internal class LoopDispatcher(
    val core: LoopCore,
    private val suspending: (CancellableContinuation<*>) -> Unit
) : CoroutineDispatcher(),
    Delay {
    override fun dispatch(
        context: CoroutineContext,
        block: Runnable
    ) {
        if (core.post(block)) return
        val late = Late(context, block)
        if (closer === Thread.currentThread()) heldBack += late else sendAway(late)
    }

    /** A step of a coroutine that the loop did not take any more. */
    private class Late(val context: CoroutineContext, val block: Runnable)

    /** As executors' dispatchers do: the coroutine is cancelled, and cleans up elsewhere. */
    private fun sendAway(late: Late) {
        late.context.cancel(CancellationException("EventLoop '${core.name}' is closed."))
        Dispatchers.IO.dispatch(late.context, late.block)
    }

    /** Who closes the loop at this moment. Written by that thread alone, first within the role. */
    @Volatile
    private var closer: Thread? = null

    /** Touched by [closer] alone. */
    private val heldBack = ArrayList<Late>()

    /**
     * Called by the thread that closes the loop: the coroutines that it wakes from now on, and that
     * the loop does not take, stay where they are until [letGo]. Before that, what still waits is
     * abandoned. On another thread it might be over by then, with an end of its own choice and
     * without anybody being told. Guarded by the role.
     */
    fun holdBack() {
        closer = Thread.currentThread()
    }

    /** Without effect on a thread that has been refused to close the loop. */
    fun letGo() {
        if (closer !== Thread.currentThread()) return
        closer = null
        heldBack.forEach(::sendAway)
        heldBack.clear()
    }

    override fun scheduleResumeAfterDelay(
        timeMillis: Long,
        continuation: CancellableContinuation<Unit>
    ) {
        suspending(continuation)
        val timer = DelayTimer(core, core.deadlineAfterMillis(timeMillis), continuation)
        if (core.post(timer)) {
            continuation.invokeOnCancellation(timer)
        } else {
            continuation.cancel(CancellationException("EventLoop '${core.name}' is closed."))
        }
    }

    override fun invokeOnTimeout(
        timeMillis: Long,
        block: Runnable,
        context: CoroutineContext
    ): DisposableHandle {
        val timer = BlockTimer(core, core.deadlineAfterMillis(timeMillis), block)
        core.post(timer)
        return timer
    }

    private fun LoopCore.deadlineAfterMillis(millis: Long): Long =
        deadlineIn(if (millis > Long.MAX_VALUE / NANOS) Long.MAX_VALUE else millis * NANOS)

    override fun toString(): String = "EventLoop '${core.name}'"

    private companion object {
        const val NANOS = 1_000_000L
    }
}

/** A coroutine in `delay`; being its own cancellation handler saves one object a delay. */
private class DelayTimer(
    core: LoopCore,
    deadline: Long,
    private val continuation: CancellableContinuation<Unit>
) : Timer(core, deadline),
    (Throwable?) -> Unit {
    override fun fire() = continuation.resume(Unit)

    override fun invoke(cause: Throwable?) {
        cancelTimer()
    }

    override fun discard() {
        super.discard()
        continuation.cancel(CancellationException("EventLoop '${core.name}' is closed."))
    }
}

/** A block of `withTimeout`. */
private class BlockTimer(
    core: LoopCore,
    deadline: Long,
    private val block: Runnable
) : Timer(core, deadline),
    DisposableHandle {
    override fun fire() = block.run()

    /** A limit that can never be over would wait for ever: it is over now. */
    override fun discard() {
        if (revoke()) block.run()
    }

    override fun dispose() {
        cancelTimer()
    }
}
