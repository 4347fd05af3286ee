package dev.aiko.engine.wait

import dev.aiko.engine.task.Arrival
import dev.aiko.engine.task.Home
import dev.aiko.task.LoopFuture

/** Waits in a future of the loop that runs here. */
internal fun <T> Wish<T>.promise(home: Home = homeHere()): LoopFuture<T> {
    val promise = PromiseTicket(home, this)
    ticket = promise
    try {
        if (takeOrQueue()) promise.complete(granted())
    } catch (refused: IllegalStateException) {
        promise.completeExceptionally(refused) // a queue that is shut down, a broken barrier
    }
    return promise
}

/** A future in a line. */
private class PromiseTicket<T>(home: Home, private val wish: Wish<T>) :
    Arrival<T>(home),
    Ticket {
    /** Written before the step is posted. */
    private var failure: Throwable? = null

    override fun grant() {
        if (!home.core.post(this)) run()
    }

    override fun fail(failure: Throwable) {
        this.failure = failure
        grant()
    }

    override fun arrive() {
        val failure = failure
        val has = if (failure == null) complete(wish.granted()) else completeExceptionally(failure)
        if (!has) wish.giveBack()
    }

    /**
     * What came and has not arrived goes back now, and not with the step that is posted: whoever
     * cancelled may want it again at once, and nothing may overtake it.
     */
    override fun unneeded(reason: String?) {
        wish.leave()
        wish.giveBack()
    }

    override fun undelivered() {
        if (!cancel(null) && !isShared) wish.giveBack()
    }
}
