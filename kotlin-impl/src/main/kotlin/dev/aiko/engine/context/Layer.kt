package dev.aiko.engine.context

import dev.aiko.context.ContextVar

/** A context in which one variable has a value of its own, and all others are those [below]. */
internal class Layer(
    val below: ContextCell,
    private val variable: ContextVar<*>,
    private val slot: Slot
) : ContextCell() {
    /** Where the value is while contexts below come and go. */
    class Slot(@Volatile var value: Any?)

    override val left: Map<ContextVar<*>, Any?> get() = below.left + (variable to slot.value)

    override val base: ContextCell get() = below.base

    override fun keeperOf(variable: ContextVar<*>): ContextCell =
        if (variable === this.variable) this else below.keeperOf(variable)

    override fun put(variable: ContextVar<*>, value: Any?) =
        if (variable === this.variable) slot.value = value else below.put(variable, value)

    override fun remove(variable: ContextVar<*>) {
        if (variable === this.variable) slot.value = null else below.remove(variable)
    }
}
