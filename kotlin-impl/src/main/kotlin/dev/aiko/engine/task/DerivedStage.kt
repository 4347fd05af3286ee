package dev.aiko.engine.task

import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * A stage made by `thenApply` and its like. The JDK completes it; when it is given up before that,
 * its interest in what it hangs on is taken away.
 *
 * One that passes on what came to another, without a function of its own, comes with the same: what
 * nobody takes from it goes back through its interest in that one.
 */
internal class DerivedStage<T>(home: Home, source: CompletableFuture<*>) : Delivery<T>(home) {
    override val origins = Origins(source)

    @Volatile
    @JvmField
    var hasCloser = 0

    override fun unneeded(reason: String?) = origins.release(reason)

    /** By hand, or by a limit: it takes nothing from above any more. The JDK comes past this. */
    override fun settled(end: Ended) {
        origins.withdraw()
        super.settled(end)
    }

    override fun cancelUnwanted(reason: String?): Origins? {
        if (!settleFailure(cancellation(reason))) return null
        close(Ended(failure()))
        return origins
    }

    // ---- what it passes on -------------------------------------------------------------------

    override val goesBack: Boolean
        get() = origins.passing != null && isDone && !isCompletedExceptionally && bearerGoesBack

    private val bearerGoesBack: Boolean get() = bearer().let { it !== this && it.goesBack }

    /** Who really has what it passes on, or the stage itself; found once for all on the way. */
    @Volatile
    private var bearer: Delivery<*>? = null

    private fun bearer(): Delivery<*> {
        var top: Delivery<*> = this
        while (top is DerivedStage<*>) {
            val above = top.bearer ?: (top.origins.passing as? Delivery<*>)
            if (above == null || above === top) break
            top = above
        }
        var below: Delivery<*> = this
        while (below is DerivedStage<*> && below.bearer == null) {
            below.bearer = top
            below = below.origins.passing as? Delivery<*> ?: break
        }
        return top
    }

    // ---- its line ----------------------------------------------------------------------------

    override fun enter(waiter: Waiter): Boolean {
        if ((isDone && !goesBack) || !super.enter(waiter)) return false
        attachCloser()
        if (isDone) returnWhatWasLeft()
        return true
    }

    override fun cameToNobody(): Origins? {
        if (goesBack) attachCloser() // as nobody has asked until now, the line is open
        return super.cameToNobody()
    }

    override val hadStages: Boolean get() = (lazyInterest?.ever ?: 0) > hasCloser

    /**
     * Lets the line close when the JDK completes this stage, which it does without a word. One
     * dependent stage serves all waiters, so they keep their order; it is no interest of its own,
     * but counts as one while it is attached, so that nothing goes back before.
     */
    private fun attachCloser() {
        if (!CLOSER.compareAndSet(this, 0, 1)) return
        onceDone { _, failure ->
            val end = if (failure == null) Ended.WITH_VALUE else Ended(unwrapped(failure))
            if (isAwaited) end.look()
            super.settled(end)
            if (!goesBack) origins.passOn(null) // or long chains would keep what is over
        }
        interest.lose()
    }

    override fun toString(): String = describeFuture("Stage")

    private companion object {
        val CLOSER: AtomicIntegerFieldUpdater<DerivedStage<*>> =
            AtomicIntegerFieldUpdater.newUpdater(DerivedStage::class.java, "hasCloser")
    }
}
