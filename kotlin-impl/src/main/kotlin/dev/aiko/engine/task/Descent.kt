package dev.aiko.engine.task

import java.util.Collections

/**
 * Cancelling on its way down: from a task to what it waits for, and on from there.
 *
 * Walked with a list instead of recursion, because a hundred thousand tasks may wait for each other
 * in a row.
 *
 * A task may be come to by several ways, and that is no circle: it is one only when the one who waits
 * for it is himself, at last, what it waits for. In a circle nobody would be first to end, so the wait
 * that closes it does not wait for the end of what it awaits.
 */
internal class Descent private constructor(
    /** Who has been come to. Shared with the descents that go on in other loops. */
    private val visited: MutableSet<EngineTask<*>>
) {
    private constructor() : this(Collections.synchronizedSet(HashSet()))

    // Only the thread that walks touches these.
    private val toVisit = ArrayDeque<Pair<EngineTask<*>, String?>>()

    /** The wait that is being cancelled at the moment. */
    private var passing: StoppedWait? = null

    private inline fun walk(first: () -> Unit) {
        current.set(this)
        try {
            first()
            while (true) {
                val (task, reason) = toVisit.removeFirstOrNull() ?: return
                passing = task as? StoppedWait
                task.passCancel(reason, this)
            }
        } finally {
            current.remove()
        }
    }

    /** Does [work], the step of this descent at [wait], perhaps on another loop's thread by now. */
    inline fun goOn(wait: StoppedWait, work: () -> Unit) {
        if (current.get() === this) return work()
        val there = Descent(visited)
        there.passing = wait
        there.walk(work)
    }

    private inline fun through(wait: StoppedWait, work: () -> Unit) {
        val before = passing
        // It was come to by a coroutine of the task, without a request to that one.
        if (before?.task !== wait.task) arriveAt(wait.task)
        passing = wait
        try {
            work()
        } finally {
            passing = before
        }
    }

    /** The present wait waits for the end of [task]. */
    private fun arriveAt(task: EngineTask<*>) {
        val wait = passing ?: return
        wait.task.startsWaiting()
        val waits = task.waits()
        waits.add(wait.task)
        // Entered first and looked for then: of two descents that meet, one sees the other.
        if (waits.isWaiting && task.waitsFor(wait.task)) wait.breakOff()
    }

    companion object {
        /** The descent this thread is in. */
        private val current = ThreadLocal<Descent?>()

        /** Passes a cancel request to [task], now, or after those that are being passed already. */
        fun into(task: EngineTask<*>, reason: String?) {
            val outer = current.get()
            val descent = outer ?: Descent()
            descent.arriveAt(task)
            val isNew = descent.visited.add(task)
            if (isNew) descent.toVisit.add(task to reason) else task.passedAgain()
            if (outer == null) descent.walk {}
        }

        /** Does [work], which cancels what [wait] waits for. */
        inline fun from(wait: StoppedWait, work: () -> Unit) {
            val outer = current.get()
            if (outer != null) return outer.through(wait, work)
            val descent = Descent()
            descent.passing = wait
            descent.walk(work)
        }

        /** The cancel that is on its way has come to [task] past its requests. */
        fun reach(task: EngineTask<*>) {
            current.get()?.arriveAt(task)
        }
    }
}

/** A wait that was cancelled, and goes on until what it waits for has ended. */
internal interface StoppedWait {
    val task: EngineTask<*>

    /** What it waits for waits for its task: it is over now. */
    fun breakOff()
}
