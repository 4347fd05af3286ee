package dev.aiko.engine.wait

import dev.aiko.engine.task.Arrival
import dev.aiko.engine.task.Ended
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.LineWait
import dev.aiko.engine.task.OpenWaits
import dev.aiko.task.LoopFuture
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/** Waits in a future of the loop that runs here; of a loop that closes nobody stays in a line. */
internal fun <T> Wish<T>.promise(home: Home = homeHere()): LoopFuture<T> {
    val promise = PromiseTicket(home, this)
    ticket = promise
    try {
        if (takeOrQueue()) promise.come() else promise.stay()
    } catch (refused: Exception) {
        promise.fallThrough(refused) // a queue that is shut down, a comparator that throws
    }
    return promise
}

/**
 * A future in a line.
 *
 *     in line ──grant──▶ granted ──in a step of its loop──▶ served ──▶ done
 *        └──────────────────┴──cancelled, completed by hand, loop closed──▶ gone ──▶ done
 *
 * Served or gone is one decision, and what follows from it comes before the future is done: nobody
 * who hears of a cancel finds it in line still, or what it had been granted with it.
 */
private class PromiseTicket<T>(home: Home, private val wish: Wish<T>) :
    Arrival<T>(home),
    Ticket,
    LineWait {
    /** Written before the step is posted. */
    private var failure: Throwable? = null

    /** Whether it is served or gone. Set once, by whoever ends it. */
    @Volatile
    @JvmField
    var isDecided = 0

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
        isDecided = 1
        serve()
    }

    fun fallThrough(refused: Throwable) {
        isDecided = 1
        super.completeExceptionally(refused)
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
        if (!decide()) return
        val failure = failure
        if (failure == null) serve() else super.completeExceptionally(failure)
    }

    private fun serve() {
        val value =
            try {
                wish.granted()
            } catch (nothing: Exception) {
                super.completeExceptionally(nothing)
                return
            }
        isServed = true
        super.complete(value)
    }

    /** With what was granted, and not by hand. Written before it is done. */
    private var isServed = false

    override val goesBack: Boolean get() = isServed && wish.isForOne

    override val canGoBack: Boolean get() = isServed && wish.canGoBack

    override val isEnding: Boolean get() = isDecided != 0

    private fun decide() = DECIDED.compareAndSet(this, 0, 1)

    override fun complete(value: T): Boolean = goes() && super.complete(value)

    override fun completeExceptionally(failure: Throwable): Boolean =
        goes() && super.completeExceptionally(failure)

    /**
     * Cancelled, overdue or completed by hand: what came and has not arrived goes back now, and not
     * with the step that is posted. Whoever cancelled may want it again at once, and nothing may
     * overtake it. An item that was put and that somebody has taken by now stays put: too late.
     */
    private fun goes(): Boolean {
        if (!decide()) return false
        wish.leave()
        return wish.giveBack().also { if (!it) serve() }
    }

    override fun loopCloses() {
        cancel(home.waits.reason)
    }

    override fun settled(end: Ended) {
        super.settled(end)
        forgetLink()
    }

    private fun forgetLink() {
        link?.let(home.waits::leave)
    }

    override val aim: String get() = wish.aim

    override fun undelivered(taker: Any) {
        if (!cancel(null)) super.undelivered(taker)
    }

    override fun giveBack(): Boolean = wish.giveBack()

    private companion object {
        val DECIDED: AtomicIntegerFieldUpdater<PromiseTicket<*>> =
            AtomicIntegerFieldUpdater.newUpdater(PromiseTicket::class.java, "isDecided")
    }
}
