package dev.aiko.engine.task

import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage

/**
 * A future that may come with something that only one can have: a lease, an item, a signal. Whoever
 * is cancelled when it has come, and before he goes on with it, does not have it. When nobody else is
 * left either it goes back to where it came from, once.
 *
 *     [takers]:  those in line when it came ──somebody reads, a function begins──▶ TAKEN
 *                    └──all of them and of the stages have gone──▶ RETURNED
 *
 * So of a reader and the last one to go, one wins. What a reader finds returned he is told of as of a
 * cancelled future, and it says so itself from then on.
 */
internal abstract class Delivery<T>(home: Home) : EnginePromise<T>(home) {
    /**
     * Who is to have it beside the stages, which [Source.interest] counts: null or [Nobody], one, or
     * [Several]. Written in the moment the line closes; until then nobody decides by it. By compare
     * and set, as everybody is told by name: a name is taken off once, and only if it is there.
     */
    @Volatile
    @JvmField
    var takers: Any? = null

    /**
     * Those who went without it before the line was closed; null when nobody did. Written under the
     * monitor.
     */
    @Volatile
    private var gone: List<Any>? = null // not empty: a volatile write for nothing slows each future

    /** Whether it came with something that goes back when all who awaited it have gone. */
    open val canGoBack: Boolean get() = goesBack

    /** What came with it is somebody else's; false when it has gone its way and cannot go back. */
    protected open fun giveBack(): Boolean = false

    /** What it hangs on and passes on: that goes back by losing interest. Null when it has its own. */
    open val origins: Origins? get() = null

    val isReturned: Boolean get() = takers === RETURNED

    // ---- coming ------------------------------------------------------------------------------

    /** Whoever hangs on it unknown to us, as `allOf` does or a thread that blocks, will have it. */
    override fun complete(value: T): Boolean {
        val dependents = numberOfDependents // the JDK forgets them when it is done
        if (dependents > 0 && dependents > (lazyInterest?.ever ?: 0)) takers = TAKEN
        return super.complete(value)
    }

    final override fun closing(seen: Any?, end: Ended) {
        if (seen == null || end !== Ended.WITH_VALUE || !canGoBack) return
        val known = takersIn(seen)
        while (true) {
            val now = takers
            if (now === TAKEN || TAKERS.compareAndSet(this, now, known)) return
        }
    }

    private fun takersIn(line: Any): Any? {
        if (line !is Link) return (line as Waiter).taker
        val all = oldestFirst(line).mapNotNullTo(LinkedHashSet()) { it.presentTaker }
        return if (all.size > 1) Several(all) else all.firstOrNull()
    }

    final override fun arrivesLate(taker: Any) {
        if (!canGoBack) return
        while (true) {
            val now = takers
            if (now === TAKEN || now === RETURNED) return
            if (TAKERS.compareAndSet(this, now, now.including(taker))) return
        }
    }

    /** Its line closes a moment after the JDK's: whoever comes in between is in it. */
    override fun enter(waiter: Waiter): Boolean {
        if (gone != null) synchronized(this) { gone = gone.orEmpty() - listOfNotNull(waiter.taker) }
        return join(waiter)
    }

    /**
     * One more stage, when it has come and nobody is to have it: whoever sees in this moment that it
     * has been left looks once more, as there is another nobody. So it is seen here that it has gone.
     */
    final override fun gains(): Boolean {
        super.gains()
        while (true) {
            val now = takers
            if (now === RETURNED) return false
            if (!isNobody(now) || !isDone || !canGoBack) return true
            if (TAKERS.compareAndSet(this, now, Nobody())) return true
        }
    }

    // ---- going without it --------------------------------------------------------------------

    protected open val hadStages: Boolean get() = (lazyInterest?.ever ?: 0) > 0

    override fun settled(end: Ended) {
        super.settled(end)
        returnWhatWasLeft()
    }

    /**
     * Those who went when it was decided that it ends with a value left it to this moment. One may have
     * left the line while it was being closed, and be among the takers all the same.
     */
    protected fun returnWhatWasLeft() {
        val some = gone.orEmpty()
        some.forEach(::takeOff)
        if (some.isNotEmpty() || (hadStages && goesBack)) returnIfLeft()
    }

    override fun cameToNobody(): Origins? = if (goesBack && isReturnedNow()) origins else null

    override fun undelivered(taker: Any) {
        if (isDone && !canGoBack) return
        // Entered first, and taken off then: who closes the line sees him here, or is seen there.
        if (ended == null) synchronized(this) { gone = gone.orEmpty() + taker }
        takeOff(taker)
        returnIfLeft()
    }

    private fun takeOff(taker: Any) {
        while (true) {
            val now = takers
            if (isNobody(now) || now === TAKEN || now === RETURNED) return
            if (TAKERS.compareAndSet(this, now, now!!.without(taker))) return
        }
    }

    private fun returnIfLeft() {
        if (isReturnedNow()) origins?.release(null)
    }

    /** Whether nobody was left, and it has gone back with this call. */
    private fun isReturnedNow(): Boolean {
        while (ended === Ended.WITH_VALUE && canGoBack) {
            val now = takers
            if (!isNobody(now) || (lazyInterest?.live ?: 0) > 0) return false
            if (!TAKERS.compareAndSet(this, now, RETURNED)) continue
            val isBack = origins != null || giveBack()
            if (!isBack) takers = TAKEN
            return isBack
        }
        return false
    }

    // ---- having it ---------------------------------------------------------------------------

    final override fun take() {
        while (true) {
            val now = takers
            if (now === TAKEN || now === RETURNED || !isDone || !canGoBack) return
            if (TAKERS.compareAndSet(this, now, TAKEN)) return
        }
    }

    final override fun holds(holder: Any): Boolean {
        arrivesLate(holder)
        return !isReturned
    }

    final override fun lets(holder: Any) {
        if (isDone) undelivered(holder)
    }

    final override fun read() {
        super.read()
        if (isReturned) throw hasGone()
    }

    final override fun readIfIts(value: Any?) {
        if (isDone && !isCompletedExceptionally && valueNow() === value) read()
    }

    final override fun passesOn(stage: CompletionStage<*>): Boolean {
        if (stage is DerivedStage<*>) stage.origins.passOn(this) else take()
        return !isReturned
    }

    /** What it is for everybody from then on, though the JDK still holds the value. */
    final override fun isCancelled(): Boolean = isReturned || super.isCancelled()

    final override fun isCompletedExceptionally(): Boolean =
        isReturned || super.isCompletedExceptionally()

    fun hasGone(): CancellationException =
        cancellation(
            "What came with $this went to somebody else, " +
                "because all who waited for it were cancelled; wait anew."
        )

    private companion object {
        val TAKEN = Any()
        val RETURNED = Any()

        val TAKERS = field<Delivery<*>, Any>("takers")
    }
}

/** More than one who is to have it. */
private class Several(val all: Set<Any>)

/** Nobody, and not the nobody of before. */
private class Nobody

private fun isNobody(takers: Any?) = takers == null || takers is Nobody

private fun Any?.including(taker: Any): Any =
    when (this) {
        null, is Nobody, taker -> taker
        is Several -> Several(all + taker)
        else -> Several(setOf(this, taker))
    }

private fun Any.without(taker: Any): Any? =
    when (this) {
        taker -> null
        is Several -> (all - taker).let { if (it.size > 1) Several(it) else it.firstOrNull() }
        else -> this
    }

private val Waiter.presentTaker: Any?
    get() = if ((this as? Leaver)?.hasLeft == true) null else taker
