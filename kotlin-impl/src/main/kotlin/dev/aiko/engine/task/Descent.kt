package dev.aiko.engine.task

/**
 * Cancelling on its way down: from a task to what it waits for, and on from there.
 *
 * Walked with a list instead of recursion, because a hundred thousand tasks may wait for each other
 * in a row.
 */
internal class Descent private constructor(
    /** Shared with the descents that go on in other loops. */
    private val waits: Waits
) {
    // Only the thread that walks touches these.
    private val toVisit = ArrayDeque<Pair<EngineTask<*>, String?>>()

    /** Whose wait is being cancelled at the moment. */
    private var passing: EngineTask<*>? = null

    private inline fun walk(first: () -> Unit) {
        current.set(this)
        try {
            first()
            while (true) {
                val (task, reason) = toVisit.removeFirstOrNull() ?: return
                passing = task
                task.passCancel(reason, this)
            }
        } finally {
            current.remove()
        }
    }

    /** Does [work], the step of this descent at [task], perhaps on another loop's thread by now. */
    inline fun goOn(task: EngineTask<*>, work: () -> Unit) {
        if (current.get() === this) return work()
        val there = Descent(waits)
        there.passing = task
        there.walk(work)
    }

    companion object {
        /** The descent this thread is in. */
        private val current = ThreadLocal<Descent?>()

        /** Passes a cancel request to [task], now, or after those that are being passed already. */
        fun into(task: EngineTask<*>, reason: String?) {
            val outer = current.get()
            val descent = outer ?: Descent(Waits())
            when (descent.waits.found(descent.passing, task)) {
                Waits.Found.FIRST -> descent.toVisit.add(task to reason)
                Waits.Found.AGAIN -> task.passedAgain()
                Waits.Found.CIRCLE -> task.breakCircle()
            }
            if (outer == null) descent.walk {}
        }
    }
}

/**
 * Who was found to wait for whom, in one descent. Guarded by this, because it goes on in several
 * loops at a time.
 *
 * A task may be come to by several ways, and that is no circle: it is one only when the one who
 * waits for it is himself, at last, what it waits for. In a circle nobody would be first to end, so
 * there one task does not wait for the end of what it awaits.
 */
internal class Waits {
    enum class Found { FIRST, AGAIN, CIRCLE }

    private val waitersOf = HashMap<EngineTask<*>, MutableList<EngineTask<*>>>()

    @Synchronized
    fun found(waiter: EngineTask<*>?, task: EngineTask<*>): Found {
        val known = waitersOf[task]
        val waiters = known ?: ArrayList<EngineTask<*>>(1).also { waitersOf[task] = it }
        if (waiter != null) waiters += waiter
        return when {
            known == null -> if (task === waiter) Found.CIRCLE else Found.FIRST
            waiter != null && isAbove(task, waiter) -> Found.CIRCLE
            else -> Found.AGAIN
        }
    }

    private fun isAbove(task: EngineTask<*>, waiter: EngineTask<*>): Boolean {
        val seen = hashSetOf(waiter)
        val rest = arrayListOf(waiter)
        while (rest.isNotEmpty()) {
            val next = rest.removeLast()
            if (next === task) return true
            waitersOf[next]?.filterTo(rest, seen::add)
        }
        return false
    }
}
