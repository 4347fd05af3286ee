package dev.aiko.engine.wait

import dev.aiko.engine.task.Arrival
import dev.aiko.engine.task.Ended
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.LineWait
import dev.aiko.engine.task.OpenWaits
import dev.aiko.task.LoopFuture

/** Waits in a future of the loop that runs here; of a loop that closes nobody stays in a line. */
internal fun <T> Wish<T>.promise(home: Home = homeHere()): LoopFuture<T> {
    val promise = PromiseTicket(home, this)
    ticket = promise
    try {
        if (takeOrQueue()) promise.come() else promise.stay()
    } catch (refused: IllegalStateException) {
        promise.fallThrough(refused) // a queue that is shut down, a broken barrier
    }
    return promise
}

/**
 * A future in a line.
 *
 *     in line ──grant──▶ granted ──arrive, in a step of its loop──▶ done
 *        └──cancelled, completed by hand, loop closed──▶ done: it has left, and gave back what came
 */
private class PromiseTicket<T>(home: Home, private val wish: Wish<T>) :
    Arrival<T>(home),
    Ticket,
    LineWait {
    /** Written before the step is posted. */
    private var failure: Throwable? = null

    /** Whether it is the line that completes it. Written by the step that does, or before it queues. */
    @Volatile
    private var isServed = false

    /** Its place among those that end with the loop. Written once, before it is looked who is done. */
    @Volatile
    private var link: OpenWaits.Link? = null

    /** It is in line, and ends with its loop. */
    fun stay() {
        link = home.waits.enter(this)
        if (isDone) forgetLink() // the grant was quicker, and did not see the link
    }

    /** It did not have to wait. */
    fun come() {
        isServed = true
        complete(wish.granted())
    }

    fun fallThrough(refused: Throwable) {
        isServed = true
        completeExceptionally(refused)
    }

    override fun grant() {
        if (!home.core.post(this)) run()
    }

    override fun fail(failure: Throwable) {
        this.failure = failure
        grant()
    }

    override fun arrive() {
        if (home.waits.isClosed) return loopCloses() // the step was still on its way
        isServed = true
        val failure = failure
        val has = if (failure == null) complete(wish.granted()) else completeExceptionally(failure)
        if (!has) wish.giveBack()
    }

    override fun loopCloses() {
        cancel(home.waits.reason)
    }

    /**
     * Cancelled, overdue or completed by hand: what came and has not arrived goes back now, and not
     * with the step that is posted. Whoever cancelled may want it again at once, and nothing may
     * overtake it.
     */
    override fun settled(end: Ended) {
        super.settled(end)
        forgetLink()
        if (isServed) return
        wish.leave()
        wish.giveBack()
    }

    private fun forgetLink() {
        link?.let(home.waits::leave)
    }

    override fun undelivered() {
        if (!cancel(null) && !isShared) wish.giveBack()
    }
}
