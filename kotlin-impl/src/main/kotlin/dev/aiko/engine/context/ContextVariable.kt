package dev.aiko.engine.context

import dev.aiko.context.ContextVar
import java.util.Objects
import java.util.concurrent.Callable

/** A key into whatever context the calling thread is in. */
internal class ContextVariable<T>(
    private val name: String,
    private val initial: Callable<T>?
) : ContextVar<T> {
    /** Set once; any thread may read it. */
    @Volatile
    var binding: ContextVar.Binding<in T>? = null
        private set

    override fun name(): String = name

    @Synchronized
    override fun boundBy(binding: ContextVar.Binding<in T>): ContextVar<T> {
        check(this.binding == null) { "$this has a binding; it can have one." }
        this.binding = Objects.requireNonNull(binding, "binding")
        return this
    }

    override fun get(): T {
        val cell = Ambient.here().cell
        if (cell.contains(this)) return valueIn(cell)
        if (initial != null) return initial.call()
        throw NoSuchElementException(
            "$this has no value in this context and no default; set it, or use orElse(...)."
        )
    }

    override fun orElse(fallback: T): T {
        val cell = Ambient.here().cell
        return if (cell.contains(this)) valueIn(cell) else fallback
    }

    override fun set(value: T): ContextVar.Token<T> {
        val cell = keeper()
        val token = SetToken(this, cell, cell.contains(this), cell.get(this))
        cell.put(this, value)
        return token
    }

    override fun reset(token: ContextVar.Token<T>) {
        require(token is SetToken<*> && token.variable === this) {
            "$token was made by another variable than $this; reset it there."
        }
        check(!token.used) { "$token was used already; a token undoes one set." }
        require(token.cell === keeper()) {
            "$token was made in another context; reset it where it was set."
        }
        token.undo()
    }

    private fun keeper(): ContextCell = Ambient.here().cell.keeperOf(this)

    @Suppress("UNCHECKED_CAST") // a null in the map is a T, because set() put it there
    private fun valueIn(cell: ContextCell): T = cell.get(this) as T

    override fun toString(): String = "ContextVar '$name'"
}

/** What a set replaced. Only the context it came from touches [used]. */
private class SetToken<T>(
    val variable: ContextVariable<T>,
    val cell: ContextCell,
    private val hadValue: Boolean,
    private val before: Any?
) : ContextVar.Token<T> {
    var used = false
        private set

    override fun variable(): ContextVar<T> = variable

    override fun close() {
        if (!used) variable.reset(this)
    }

    fun undo() {
        used = true
        if (hadValue) cell.put(variable, before) else cell.remove(variable)
    }

    override fun toString(): String = "Token of $variable"
}
