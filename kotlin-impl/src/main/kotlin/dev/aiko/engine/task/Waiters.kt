package dev.aiko.engine.task

import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger

/** Told once that a future is done. Runs on whatever thread completed it: it may only post. */
internal interface Waiter {
    fun wake()

    /** Whether it wants the outcome, or only has something to tidy up when there is one. */
    val isInterested: Boolean get() = true

    /** Whether it is going to read the outcome, so that a failure has somebody to go to. */
    val readsOutcome: Boolean get() = isInterested

    /** Who has what comes, if he goes on with it: himself, or whoever waits in this. */
    val taker: Any? get() = if (isInterested) this else null
}

/**
 * How a future of ours ended; takes the place of its waiters.
 *
 * [seen] is written by whoever looks at a failure, or when somebody waits who will, and read by the
 * reports of failures that nobody hears of.
 */
internal class Ended(
    @JvmField val failure: Throwable?
) {
    @Volatile
    @JvmField
    var seen = false

    /** All values share one end, and all threads its cache line: so it is not written for nothing. */
    fun look() {
        if (failure != null && !seen) seen = true
    }

    /** After it was published: who derived a stage or read it in this moment has not seen it. */
    fun lookIfWanted(interest: Interest?) {
        if (interest != null && (interest.live > 0 || interest.wasRead)) look()
    }

    companion object {
        val WITH_VALUE = Ended(null)
    }
}

/** A waiter that may leave the line before it is woken. */
internal interface Leaver : Waiter {
    /** Left: it stays in the line for a while, and is passed over. Written by [leave]. */
    var hasLeft: Boolean
}

/**
 * The waiters of a future, in the order in which they came; `CompletableFuture` itself calls its
 * dependents in reverse.
 *
 *     [line]:  null ──▶ Waiter ──▶ Link(newest, …) ──▶ …      any ──done──▶ Ended
 *
 * One waiter, by far the usual case, is stored as itself. All changes are compare-and-set, so that
 * a waiter either gets into the line before the end, and is woken by it, or sees the end.
 */
internal interface WaiterLine {
    val line: Any?

    fun casLine(seen: Any?, next: Any?): Boolean

    /** The line is about to close on those who are seen in it. */
    fun closing(seen: Any?, end: Ended) {}
}

/** [size] counts from here to the oldest; [left] counts those of the line that have left. */
internal class Link(
    @JvmField val waiter: Waiter,
    @JvmField val older: Any,
    @JvmField val size: Int,
    @JvmField val left: AtomicInteger
)

internal val WaiterLine.ended: Ended? get() = line as? Ended

/** Joins the end of the line; false when the future is done. */
internal fun WaiterLine.join(waiter: Waiter): Boolean {
    while (true) {
        val seen = line
        if (seen is Ended) return false
        if (casLine(seen, onTop(seen, waiter))) return true
    }
}

internal fun onTop(top: Any?, waiter: Waiter): Any =
    when (top) {
        null -> waiter
        is Link -> Link(waiter, top, top.size + 1, top.left)
        else -> Link(waiter, top, 2, AtomicInteger())
    }

/**
 * Leaves the line. In a long one the waiter is only marked, and swept out with others when more than
 * half have left: a hundred thousand that leave one by one must not each walk the line.
 */
internal fun WaiterLine.leave(waiter: Leaver) {
    waiter.hasLeft = true
    val seen = line
    if (seen === waiter && casLine(seen, null)) return
    val top = line as? Link ?: return
    if (top.left.incrementAndGet() > top.size / 2) takeOut { (it as? Leaver)?.hasLeft == true }
}

/** Takes out every waiter that [which] names and says how many there were. */
internal inline fun WaiterLine.takeOut(which: (Waiter) -> Boolean): Int {
    while (true) {
        val seen = line
        if (seen == null || seen is Ended) return 0
        val all = oldestFirst(seen)
        val rest = all.filterNot(which)
        if (rest.size == all.size) return 0
        if (casLine(seen, newestOnTop(rest))) return all.size - rest.size
    }
}

/** Closes the line and wakes everybody in it, first come first woken. */
internal fun WaiterLine.close(end: Ended) {
    while (true) {
        val seen = line
        if (seen is Ended) return
        closing(seen, end)
        if (casLine(seen, end)) {
            when (seen) {
                null -> {}
                is Link -> oldestFirst(seen).forEach(::wakeUnlessGone)
                else -> wakeUnlessGone(seen as Waiter)
            }
            return
        }
    }
}

private fun wakeUnlessGone(waiter: Waiter) {
    if ((waiter as? Leaver)?.hasLeft != true) waiter.wake()
}

internal fun WaiterLine.waiters(): List<Waiter> =
    line.let { if (it == null || it is Ended) emptyList() else oldestFirst(it) }
        .filterNot { (it as? Leaver)?.hasLeft == true }

internal fun oldestFirst(top: Any): List<Waiter> {
    val newestFirst = ArrayList<Waiter>()
    var rest: Any = top
    while (rest is Link) {
        newestFirst.add(rest.waiter)
        rest = rest.older
    }
    newestFirst.add(rest as Waiter)
    return newestFirst.asReversed()
}

internal fun newestOnTop(waiters: List<Waiter>): Any? =
    waiters.fold(null as Any?, ::onTop)

/**
 * Has [waiter] woken when this future is done, whoever made it; false when it is done already.
 *
 * Futures of ours keep a line; for a foreign one a dependent stage does the waking.
 */
internal fun CompletableFuture<*>.wakeWhenDone(waiter: Waiter): Boolean {
    if (this !is EngineFuture) {
        if (isDone) return false
        whenComplete { _, _ -> waiter.wake() }
        return true
    }
    if (enter(waiter)) return true
    waiter.taker?.let(::arrivesLate)
    return false
}

/**
 * The same for a plain future of the JDK, which drops its dependents when it is done, and not before;
 * but `anyOf` takes those that have lost out of the stacks of the others. So the waiter's place is
 * given up by completing the result.
 */
internal fun CompletableFuture<*>.wakeUnlessLeft(waiter: Leaver): CompletableFuture<*> {
    val exit = CompletableFuture<Any?>()
    CompletableFuture.anyOf(this, exit).whenComplete { _, _ -> wakeUnlessGone(waiter) }
    return exit
}
