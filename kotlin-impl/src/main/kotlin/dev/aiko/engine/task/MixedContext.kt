package dev.aiko.engine.task

import dev.aiko.engine.context.ContextCell
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.NonCancellable
import kotlin.coroutines.CoroutineContext

/**
 * The context of a coroutine that a body launches, or that goes elsewhere with `withContext`: the
 * [elements] and thread-locals of its own, taken when it is made, which is when its context is put
 * together. Only made where thread-locals are carried.
 *
 * Its own, because it may run on another thread while its maker goes on: a variable can be shared by
 * the two, a thread cannot.
 */
internal class MixedContext(
    private val task: SuspendTask<*>,
    val cell: ContextCell,
    elements: CoroutineContext,
    /** Whether it is being put together for a block of the same coroutine, see [InShield]. */
    private val isOfSame: Boolean = false
) : CoroutineContext {
    private val elements: CoroutineContext =
        if (elements is MixedContext) elements.elements else elements

    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? =
        elements[key]

    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R =
        elements.fold(initial, operation)

    /** With a coroutine alone it is the context of a scope in the same one, else of another one. */
    override fun plus(context: CoroutineContext): CoroutineContext {
        val isWhole = context is AbstractCoroutine<*>
        val isShield = isOfSame || context === InShield
        val own = if (isWhole || isShield) cell else task.cell.apart()
        return MixedContext(task, own, elements + context, isShield && !isWhole)
    }

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext =
        MixedContext(task, cell, elements.minusKey(key))

    override fun toString(): String = elements.toString()
}

/** `NonCancellable` for a block of the very coroutine that goes into it, and of no other one. */
internal object InShield : CoroutineContext by NonCancellable
