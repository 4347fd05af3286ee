package dev.aiko.engine.task

import dev.aiko.engine.context.CapturedElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.newCoroutineContext
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * What a coroutine hands on to what it starts, as with the builders of kotlinx: the elements of other
 * libraries, such as the MDC, a span or a name. Job, dispatcher and context variables are a task's
 * own. Null when there are none, the usual case.
 */
internal fun CoroutineContext.foreignElements(): CoroutineContext? {
    if (this is TaskContext) return others
    return fold<CoroutineContext>(EmptyCoroutineContext) { sum, element ->
        if (element.isForeign()) sum + element else sum
    }.takeIf { it !== EmptyCoroutineContext }
}

private fun CoroutineContext.Element.isForeign(): Boolean =
    key !== Job && key !== ContinuationInterceptor && key !== TaskElement &&
        this !is CapturedElement

/** The same for a coroutine that is to go on beside this one: some elements want to be copied. */
@OptIn(DelicateCoroutinesApi::class, ExperimentalCoroutinesApi::class)
internal fun CoroutineContext.inherited(): CoroutineContext? =
    foreignElements()?.let {
        // No scope, and no coroutine in it: only the rules of kotlinx for what a new one gets.
        GlobalScope.newCoroutineContext(it).minusKey(ContinuationInterceptor)
    }

/** Runs [code], which nobody dispatches, with these elements of [context] at work on its thread. */
internal inline fun <T> CoroutineContext?.atWork(context: CoroutineContext, code: () -> T): T {
    if (this == null) return code()
    val present = ArrayList<AtWork<*>>()
    try {
        fold(Unit) { _, element ->
            if (element is ThreadContextElement<*>) present += AtWork(element, context)
        }
        return code()
    } finally {
        for (one in present.asReversed()) one.end()
    }
}

/** Only its own thread touches it. */
internal class AtWork<S>(
    private val element: ThreadContextElement<S>,
    private val context: CoroutineContext
) {
    private val before = element.updateThreadContext(context)

    fun end() = element.restoreThreadContext(context, before)
}
