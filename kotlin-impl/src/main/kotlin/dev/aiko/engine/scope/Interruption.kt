package dev.aiko.engine.scope

import dev.aiko.engine.task.CancelRequest
import dev.aiko.engine.task.StraightTask

/**
 * A block of straight-line code that may be interrupted from within: by the failure of a child, or
 * by a time limit that is over.
 *
 * To the body an interruption is a cancel request like any other. When the block is over it is
 * taken back, so that outside only requests from outside count. The two race when another thread
 * cancels a group that is ending, so both happen under the lock.
 */
internal class Interruption(private val body: StraightTask<*>) {
    /** What comes later, and is not ours nor of a block inside that is over, is from outside. */
    private val begun = body.book?.moment ?: 0
    private val shieldsAround = body.shields

    // Guarded by this.
    private var isOver = false
    private var request: CancelRequest? = null

    @Synchronized
    fun interrupt(reason: String) {
        if (isOver || request != null) return
        request =
            CancelRequest(
                reason,
                isFromInside = true,
                shieldsAround = shieldsAround
            ).also(body::ask)
    }

    /**
     * The block is over. True when a cancellation that came out of it is ours: the block was
     * interrupted, and nobody outside has asked for anything since it began.
     */
    @Synchronized
    fun settle(): Boolean {
        isOver = true
        val own = request ?: return false
        body.book?.takeBack(own)
        return body.book?.hasComeSince(begun, shieldsAround) != true
    }

    /** A cancel from outside was thrown here once, and a failure hides it: the next await throws. */
    fun remindOfOutside() {
        body.book?.remind(begun)
    }
}
