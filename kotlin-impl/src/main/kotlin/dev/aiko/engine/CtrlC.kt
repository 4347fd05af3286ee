package dev.aiko.engine

import dev.aiko.task.Task
import sun.misc.Signal
import sun.misc.SignalHandler

/**
 * The first Ctrl-C cancels the main task and lets it clean up; the second ends the process as usual.
 *
 * Only on the program's main thread, where nobody else handles the signal. A JVM that refuses (run
 * with `-Xrs`, or without the module `jdk.unsupported`) just has no such handling.
 */
internal object CtrlC {
    /** Runs [code], which may ask whether an interrupt came. */
    inline fun <R> during(
        main: Task<*>,
        code: (() -> Boolean) -> R
    ): R {
        val trap = if (isMainThread()) Trap(main) else null
        val installed = trap != null && trap.install()
        try {
            return code { trap?.sprung == true }
        } finally {
            if (installed) trap!!.remove()
        }
    }

    /** As the JVM's launcher makes it. Its id is 1 on JDK 17 and another one later. */
    fun isMainThread(): Boolean {
        val thread = Thread.currentThread()
        return thread.name == "main" && thread.threadGroup?.name == "main" && !thread.isDaemon
    }

    class Trap(
        private val main: Task<*>
    ) : SignalHandler {
        private var before: SignalHandler? = null

        /** Written by the signal's thread. */
        @Volatile
        var sprung = false
            private set

        fun install(): Boolean =
            try {
                val replaced = Signal.handle(INTERRUPT, this)
                before = replaced
                // A handler of the program's own, not the JVM's: that one stays.
                val foreign = replaced != null && !replaced.isDefault()
                if (foreign) Signal.handle(INTERRUPT, replaced)
                !foreign
            } catch (_: LinkageError) {
                false // the module jdk.unsupported is not there
            } catch (_: IllegalArgumentException) {
                false // the JVM or the system keeps the signal, as with -Xrs
            }

        override fun handle(signal: Signal) {
            if (sprung) {
                remove()
                Signal.raise(INTERRUPT)
            } else {
                sprung = true
                main.cancel("interrupted by Ctrl-C")
            }
        }

        fun remove() {
            Signal.handle(INTERRUPT, before ?: SignalHandler.SIG_DFL)
        }

        private fun SignalHandler.isDefault(): Boolean =
            this === SignalHandler.SIG_DFL || javaClass.name.startsWith("sun.misc.Signal")
    }

    private val INTERRUPT: Signal by lazy { Signal("INT") }
}
