package dev.aiko.engine.context

import dev.aiko.context.Context
import dev.aiko.context.ContextVar
import java.util.Collections
import java.util.concurrent.Callable

/**
 * One mutable reference to an immutable map: copying a context is copying the reference.
 *
 * Programs have a handful of variables, so that copying the map on every set beats any cleverer
 * structure.
 */
internal class ContextCell(
    // Written under the monitor, read without: a map is never changed once it is here.
    @Volatile private var values: Map<ContextVar<*>, Any?> = emptyMap()
) : Context {
    override fun copy(): ContextCell = ContextCell(values)

    @Suppress("UNCHECKED_CAST") // put() is the only way in, and pairs variable and value by type
    override fun <T> get(variable: ContextVar<T>): T? = values[variable] as T?

    override fun contains(variable: ContextVar<*>): Boolean = variable in values

    /** The values as they are now; nobody may change them. */
    fun snapshot(): Map<ContextVar<*>, Any?> = values

    override fun values(): Map<ContextVar<*>, Any?> = Collections.unmodifiableMap(values)

    @Synchronized
    fun put(
        variable: ContextVar<*>,
        value: Any?
    ) {
        values = values + (variable to value)
    }

    @Synchronized
    fun remove(variable: ContextVar<*>) {
        values = values - variable
    }

    override fun <T> call(code: Callable<T>): T = within { code.call() }

    override fun run(code: Runnable) = within { code.run() }

    inline fun <T> within(code: () -> T): T {
        val ambient = Ambient.here()
        val before = ambient.enter(this)
        try {
            return code()
        } finally {
            ambient.leave(before)
        }
    }

    override fun toString(): String =
        values.entries.joinToString(prefix = "Context{", postfix = "}") { (variable, value) ->
            "${variable.name()}=$value"
        }
}
