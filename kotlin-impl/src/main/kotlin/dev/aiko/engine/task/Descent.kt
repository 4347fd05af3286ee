package dev.aiko.engine.task

import java.util.concurrent.ConcurrentHashMap

/**
 * Cancelling on its way down: from a task to what it waits for, and on from there.
 *
 * Walked with a list instead of recursion, because a hundred thousand tasks may wait for each other
 * in a row. Coming to a task for the second time means that they wait in a circle, in which nobody
 * would ever be first to end; that task does not wait for the end of what it awaits.
 */
internal class Descent private constructor(
    /** Shared with the descents that go on in other loops, so safe from every thread. */
    private val visited: MutableSet<EngineTask<*>>
) {
    // Only the thread that walks touches it.
    private val toVisit = ArrayDeque<Pair<EngineTask<*>, String?>>()

    private inline fun walk(first: () -> Unit) {
        current.set(this)
        try {
            first()
            while (true) {
                val (task, reason) = toVisit.removeFirstOrNull() ?: return
                task.passCancel(reason, this)
            }
        } finally {
            current.remove()
        }
    }

    /** Does [work], a step of this descent, perhaps on the thread of another loop by now. */
    inline fun goOn(work: () -> Unit) {
        if (current.get() === this) work() else onAnotherLoop().walk(work)
    }

    private fun onAnotherLoop() = Descent(visited)

    companion object {
        /** The descent this thread is in. */
        private val current = ThreadLocal<Descent?>()

        /** Passes a cancel request to [task], now, or after those that are being passed already. */
        fun into(task: EngineTask<*>, reason: String?) {
            val outer = current.get()
            val descent = outer ?: Descent(ConcurrentHashMap.newKeySet())
            if (!descent.visited.add(task)) return task.breakCircle()
            descent.toVisit.add(task to reason)
            if (outer == null) descent.walk {}
        }
    }
}
