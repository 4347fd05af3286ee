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
    private var state = State.LIVE

    @Synchronized
    fun interrupt(reason: String) {
        if (state != State.LIVE) return
        state = State.INTERRUPTED
        body.cancel(reason)
    }

    /**
     * The block is over. True when a cancellation that came out of it is ours: the block was
     * interrupted, and nobody outside has asked for anything since it began.
     */
    @Synchronized
    fun settle(): Boolean {
        val wasInterrupted = state == State.INTERRUPTED
        state = State.OVER
        return wasInterrupted && body.withdraw() <= before
    }
}
