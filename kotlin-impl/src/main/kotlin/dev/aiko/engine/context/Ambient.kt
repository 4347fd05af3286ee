package dev.aiko.engine.context

/**
 * Knows which context the calling thread is in.
 *
 * The question is answered when it is asked: a loop says "the context of the step in progress", so
 * that switching steps costs nothing. Every thread has one ambient; a thread that no loop and no
 * worker pool has claimed gets a context of its own.
 *
 * Who makes a context the present one brings its thread-locals as well, see [carrying].
 */
internal interface Ambient {
    val cell: ContextCell

    /** Makes [cell] the context until [leave] is called with what this returned. */
    fun enter(cell: ContextCell): Any?

    fun leave(before: Any?)

    companion object {
        private val local = ThreadLocal<Ambient?>()

        /** The ambient that was installed here, or null on a thread of nobody. */
        fun installed(): Ambient? = local.get()

        fun here(): Ambient = local.get() ?: ThreadAmbient(ContextCell()).also(local::set)

        /** The present context itself for code that others run in it later, with the thread-locals of now. */
        fun toShare(): ContextCell = here().cell.apart()

        /** Claims the thread; returns what was there, to be given back with [install]. */
        fun install(ambient: Ambient?): Ambient? {
            val before = local.get()
            if (ambient == null) local.remove() else local.set(ambient)
            return before
        }
    }
}

/** The context of a plain thread. Only its own thread touches it. */
internal open class ThreadAmbient(override var cell: ContextCell) : Ambient {
    override fun enter(cell: ContextCell): Any? = this.cell.also { this.cell = cell }

    override fun leave(before: Any?) {
        cell = before as ContextCell
    }
}
