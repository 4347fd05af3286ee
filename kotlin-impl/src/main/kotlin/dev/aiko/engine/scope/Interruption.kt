package dev.aiko.engine.scope

import dev.aiko.engine.task.StraightTask

/**
 * A block of straight-line code that may be interrupted from within: by the failure of a child, or
 * by a time limit that is over.
 *
 *     LIVE ──interrupt──▶ INTERRUPTED ──settle──▶ OVER
 *       └───────────────settle───────────────────▶ OVER
 *
 * To the body an interruption is a cancel request like any other. When the block is over it is
 * withdrawn, so that outside only requests from outside count. The two race when another thread
 * cancels a group that is ending, so both happen under the lock.
 */
internal class Interruption(private val body: StraightTask<*>) {
    private enum class State { LIVE, INTERRUPTED, OVER }

    private val before = body.cancelling()
    private val limitsBefore = body.limitRequests
    private val shieldsAround = body.shields
    private var state = State.LIVE

    /** Which request of the body's is ours. */
    private var number = 0

    @Synchronized
    fun interrupt(reason: String) {
        if (state != State.LIVE) return
        state = State.INTERRUPTED
        number = body.interrupt(reason, shieldsAround)
    }

    /**
     * The block is over. True when a cancellation that came out of it is ours: the block was
     * interrupted, and nobody outside has asked for anything since it began.
     */
    @Synchronized
    fun settle(): Boolean {
        val wasInterrupted = state == State.INTERRUPTED
        state = State.OVER
        if (number > 0) body.withdraw(number)
        val isOurs = wasInterrupted && !isAskedFromOutside()
        if (isOurs) body.remindOfCancel(false) // of ours: a block inside has hidden it
        return isOurs
    }

    /** Whether somebody outside has asked the body to stop since the block began. */
    fun isAskedFromOutside(): Boolean =
        body.cancelling() > before || body.limitRequests > limitsBefore
}
