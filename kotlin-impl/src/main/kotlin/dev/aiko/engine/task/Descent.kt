package dev.aiko.engine.task

import java.util.Collections

/**
 * Cancelling on its way down: from a task to what it waits for, and on from there.
 *
 * Walked with a list instead of recursion, because a hundred thousand tasks may wait for each other
 * in a row. A task may be come to by several ways; the request is one.
 */
internal class Descent private constructor(
    /** Who has been come to. Shared with the descents that go on in other loops. */
    private val visited: MutableSet<EngineTask<*>>
) {
    private constructor() : this(Collections.synchronizedSet(HashSet()))

    /** Only the thread that walks touches it. */
    private val toVisit = ArrayDeque<Pair<EngineTask<*>, String?>>()

    /** To the end, whatever fails on the way: who is in the list has been promised the cancel. */
    private inline fun walk(first: () -> Unit) {
        val outer = current.get()
        current.set(this)
        var failure: Throwable? = null
        try {
            first()
        } catch (thrown: Throwable) {
            failure = thrown
        }
        while (true) {
            val (task, reason) = toVisit.removeFirstOrNull() ?: break
            try {
                task.passCancel(reason, this)
            } catch (thrown: Throwable) {
                failure = failure ?: thrown
            }
        }
        if (outer == null) current.remove() else current.set(outer)
        failure?.let { throw it }
    }

    /** Does [work], a step of this descent, perhaps on another loop's thread by now. */
    inline fun goOn(work: () -> Unit) =
        if (current.get() === this) work() else Descent(visited).walk(work)

    companion object {
        /** The descent this thread is in. */
        private val current = ThreadLocal<Descent?>()

        /** Passes a cancel request to [task], now, or after those that are being passed already. */
        fun into(task: EngineTask<*>, reason: String?) {
            val outer = current.get()
            val descent = outer ?: Descent()
            val isNew = descent.visited.add(task)
            if (isNew) descent.toVisit.add(task to reason) else task.passedAgain()
            if (outer == null) descent.walk {}
        }
    }
}
