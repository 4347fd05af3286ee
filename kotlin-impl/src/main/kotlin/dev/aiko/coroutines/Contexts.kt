package dev.aiko.coroutines

import dev.aiko.context.Context
import dev.aiko.context.ContextVar
import dev.aiko.engine.context.CarriedContext
import dev.aiko.engine.context.CarriedValue
import dev.aiko.engine.context.ContextCell
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.CoroutineContext

/**
 * The variable with [value] as an element of a coroutine context: coroutines that have it see the
 * value, on whatever thread and dispatcher, and are otherwise in the context they would be in.
 *
 *     withContext(user.asContextElement("bob")) { … }
 *
 * What a coroutine sets in the variable it keeps over its waits; it is seen neither outside nor by
 * coroutines launched before. It works in tasks and outside of them, and elements of several
 * variables go together.
 */
@JvmSynthetic
public fun <T> ContextVar<T>.asContextElement(value: T): ThreadContextElement<*> =
    CarriedValue(this, value)

/**
 * The context as an element: coroutines that have it are in this very context, on whatever thread
 * and dispatcher, and what they set stays in it.
 *
 * A task has its context anyhow, and its coroutines with it. This is for coroutines of others:
 *
 *     scope.launch(Aiko.copyContext().asContextElement()) { … }
 */
@JvmSynthetic
public fun Context.asContextElement(): CoroutineContext.Element =
    CarriedContext(this as ContextCell)
