package dev.aiko.engine.context

/**
 * The thread-locals that libraries have registered to be carried along (the MDC, the current span),
 * seen from outside: as one value, which contexts keep like that of a variable.
 *
 * A variable is looked up when somebody asks. A thread-local is asked by code that knows nothing of
 * us, so it has to be on the thread before a step begins, and off it afterwards.
 */
internal abstract class ThreadLocals {
    /** What is on this thread; null when nothing is, or nobody has registered any. */
    abstract fun capture(): Any?

    /** Puts these and no others on this thread until the close; null when none are registered. */
    abstract fun put(values: Any?): AutoCloseable?

    companion object {
        /**
         * Null without the library. A constant to the compiler of the JVM, so that what depends on it
         * is no code at all then.
         */
        @JvmField
        val carried: ThreadLocals? = find()

        private fun find(): ThreadLocals? =
            try {
                MicrometerThreadLocals()
            } catch (_: NoClassDefFoundError) {
                null // the library is not there: the usual case
            }
    }
}

/**
 * The time that code spends in a context: it finds its thread-locals, and leaves them there.
 *
 * Only its own thread touches it.
 */
internal class Visit(
    private val locals: ThreadLocals,
    private val cell: ContextCell,
    private val found: Any?,
    private val scope: AutoCloseable
) {
    /** What did not change is not kept: meanwhile somebody else may have changed it. */
    fun end() {
        try {
            val left = locals.capture()
            if (left != found) cell.keep(left)
        } finally {
            scope.close()
        }
    }

    /** The end of the step of a coroutine that may be going on elsewhere already: nothing is kept. */
    fun endOvertaken() = scope.close()
}

/** Calls [code] with the thread-locals of a context, if there are any to be carried. */
internal inline fun <T> carrying(cell: () -> ContextCell?, code: () -> T): T {
    val visit = if (ThreadLocals.carried == null) null else cell()?.root?.visit()
    try {
        return code()
    } finally {
        visit?.end()
    }
}
