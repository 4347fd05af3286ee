package dev.aiko.engine.task

import java.util.Collections
import java.util.IdentityHashMap

/**
 * Cancelling on its way down: from a task to what it waits for, and on from there.
 *
 * Walked with a list instead of recursion, because a hundred thousand tasks may wait for each other
 * in a row. Coming to a task for the second time means that they wait in a circle, in which nobody
 * would ever be first to end; that task does not wait for the end of what it awaits.
 */
internal class Descent private constructor() {
    private val visited = Collections.newSetFromMap(IdentityHashMap<EngineTask<*>, Boolean>())
    private val toVisit = ArrayDeque<Pair<EngineTask<*>, String?>>()

    private fun walk() {
        while (true) {
            val (task, reason) = toVisit.removeFirstOrNull() ?: return
            task.passCancel(reason)
        }
    }

    companion object {
        /** The descent this thread is in. */
        private val current = ThreadLocal<Descent?>()

        /** Passes a cancel request to [task], now, or after those that are being passed already. */
        fun into(task: EngineTask<*>, reason: String?) {
            val outer = current.get()
            val descent = outer ?: Descent()
            if (!descent.visited.add(task)) return task.breakCircle()
            descent.toVisit.add(task to reason)
            if (outer != null) return
            current.set(descent)
            try {
                descent.walk()
            } finally {
                current.remove()
            }
        }
    }
}
