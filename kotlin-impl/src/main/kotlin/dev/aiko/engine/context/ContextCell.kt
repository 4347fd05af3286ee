package dev.aiko.engine.context

import dev.aiko.context.Context
import dev.aiko.context.ContextVar
import java.util.Collections
import java.util.concurrent.Callable

/**
 * One mutable reference to an immutable map: copying a context is copying the reference.
 *
 * Programs have a handful of variables, so that copying the map on every set beats any cleverer
 * structure. Thread-locals that are carried along are one more value in it. While code is in the
 * context the truth is on its thread; here is what the last one left behind.
 */
internal open class ContextCell(
    // Written under the monitor, read without: a map is never changed once it is here.
    @Volatile private var map: Map<ContextVar<*>, Any?> = emptyMap()
) : Context {
    /** The values as they were left; nobody may change them. */
    open val left: Map<ContextVar<*>, Any?> get() = map

    /** The context that keeps this variable, and the one that keeps thread-locals. */
    open fun keeperOf(variable: ContextVar<*>): ContextCell = this

    val root: ContextCell get() = keeperOf(THREAD_LOCALS)

    /** The context below all layers. */
    open val base: ContextCell get() = this

    override fun copy(): ContextCell = ContextCell(if (isPresent()) snapshot() else left)

    @Suppress("UNCHECKED_CAST") // put() is the only way in, and pairs variable and value by type
    override fun <T> get(variable: ContextVar<T>): T? = left[variable] as T?

    override fun contains(variable: ContextVar<*>): Boolean = variable in left

    override fun values(): Map<ContextVar<*>, Any?> {
        val all = left
        return Collections.unmodifiableMap(if (THREAD_LOCALS in all) all - THREAD_LOCALS else all)
    }

    @Synchronized
    open fun put(
        variable: ContextVar<*>,
        value: Any?
    ) {
        map = map + (variable to value)
    }

    @Synchronized
    open fun remove(variable: ContextVar<*>) {
        map = map - variable
    }

    override fun <T> call(code: Callable<T>): T = within { code.call() }

    override fun run(code: Runnable) = within { code.run() }

    inline fun <T> within(code: () -> T): T {
        val ambient = Ambient.here()
        return carrying({ takeUnless { root === ambient.cell.root } }) {
            val before = ambient.enter(this)
            try {
                code()
            } finally {
                ambient.leave(before)
            }
        }
    }

    // ---- thread-locals -----------------------------------------------------------------------

    /** The values at this moment, for code in this very context. */
    fun snapshot(): Map<ContextVar<*>, Any?> {
        val locals = ThreadLocals.carried ?: return left
        val values = left
        val here = locals.capture()
        return when {
            here == values[THREAD_LOCALS] -> values
            here == null -> values - THREAD_LOCALS
            else -> values + (THREAD_LOCALS to here)
        }
    }

    /** The same variables with thread-locals of their own, at first those of this thread. */
    fun apart(): ContextCell {
        val locals = ThreadLocals.carried ?: return this
        return Layer(this, THREAD_LOCALS, Layer.Slot(locals.capture()))
    }

    fun keep(threadLocals: Any?) {
        if (threadLocals == left[THREAD_LOCALS]) return
        if (threadLocals == null) remove(THREAD_LOCALS) else put(THREAD_LOCALS, threadLocals)
    }

    /** Brings them to this thread; null when there are none to bring. */
    fun visit(): Visit? {
        val locals = ThreadLocals.carried ?: return null
        val found = left[THREAD_LOCALS]
        return locals.put(found)?.let { Visit(locals, this, found, it) }
    }

    private fun isPresent() = ThreadLocals.carried != null && Ambient.installed()?.cell === this

    override fun toString(): String =
        values().entries.joinToString(prefix = "Context{", postfix = "}") { (variable, value) ->
            "${variable.name()}=$value"
        }

    private companion object {
        /** Under which they are kept; no user has it. */
        val THREAD_LOCALS: ContextVar<*> = ContextVariable<Any?>("thread-locals", null)
    }
}
