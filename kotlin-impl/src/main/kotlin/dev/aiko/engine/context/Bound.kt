package dev.aiko.engine.context

import dev.aiko.context.ContextVar
import dev.aiko.context.ContextVar.Binding
import java.util.concurrent.Callable

/** The values of a context that are bound around a body; null when there are none, the usual case. */
internal fun boundOf(values: Map<ContextVar<*>, Any?>): Bound? {
    if (values.isEmpty()) return null
    var bound: Bound? = null
    for ((variable, value) in values) {
        val binding = (variable as ContextVariable<*>).binding ?: continue
        @Suppress("UNCHECKED_CAST") // the value was set through this very variable
        bound = Bound(variable, binding as Binding<Any?>, value, bound)
    }
    return bound
}

/** One value bound around a body, and the others inside of it. */
internal class Bound(
    private val variable: ContextVar<*>,
    private val binding: Binding<Any?>,
    private val value: Any?,
    private val inner: Bound?
) {
    fun <T> around(body: Callable<T>): T {
        var result: Result? = null
        binding.call(value) {
            check(result == null) {
                "The binding of $variable called the body twice; call it once."
            }
            val value = if (inner == null) body.call() else inner.around(body)
            value.also { result = Result(it) }
        }
        val end = result ?: error("The binding of $variable did not call the body; call it once.")
        @Suppress("UNCHECKED_CAST") // it is what the body returned
        return end.value as T
    }

    private class Result(val value: Any?)
}
