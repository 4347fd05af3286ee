package dev.aiko.engine.context

import dev.aiko.context.ContextVar
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.CoroutineContext

/**
 * An element whose values are in the context that a task captures when it is made. The task does not
 * inherit the element as well: it would lie over a context that the task was given.
 */
internal interface CapturedElement

/** A context as an element: coroutines that have it are in this very one, on whatever thread. */
internal class CarriedContext(private val cell: ContextCell) :
    ThreadContextElement<Any?>,
    CapturedElement {
    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): Any? {
        val ambient = Ambient.here()
        val isHere = ThreadLocals.carried == null || ambient.cell.root === cell.root
        return Entry(ambient.enter(cell), if (isHere) null else cell.root.visit())
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        val entry = oldState as Entry
        val ambient = Ambient.here()
        ambient.leave(entry.before)
        if (ambient is ThreadAmbient) entry.visit?.endOvertaken() else entry.visit?.end()
    }

    private class Entry(val before: Any?, val visit: Visit?)

    companion object Key : CoroutineContext.Key<CarriedContext>
}

/**
 * A variable and its value as an element. It lies over the context that a coroutine is in anyhow, so
 * that several of them, a task and other libraries' elements go together.
 *
 * Every coroutine that gets it has a value of its own from there on.
 */
@OptIn(DelicateCoroutinesApi::class) // delicate is to call what kotlinx calls here
internal class CarriedValue<T>(
    private val variable: ContextVar<T>,
    value: Any?
) : CopyableThreadContextElement<Any?>,
    CapturedElement {
    private val slot = Layer.Slot(value)

    /** The same layer as long as it lies over the same context: tokens know it. Any thread. */
    @Volatile
    private var layer: Layer? = null

    override val key: CoroutineContext.Key<*> get() = Key(variable)

    override fun updateThreadContext(context: CoroutineContext): Any? {
        val below = Ambient.here().cell
        val known = layer?.takeIf { it.below === below }
        return Ambient.here().enter(known ?: Layer(below, variable, slot).also { layer = it })
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) =
        Ambient.here().leave(oldState)

    override fun copyForChild(): CarriedValue<T> = CarriedValue(variable, slot.value)

    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext =
        (overwritingElement as CarriedValue<*>).copyForChild()

    override fun toString(): String = "$variable=${slot.value}"

    private data class Key(val variable: ContextVar<*>) : CoroutineContext.Key<CarriedValue<*>>
}
