package dev.aiko.engine.guest

import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Delay
import kotlinx.coroutines.DisposableHandle
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * The loop as a dispatcher for everybody. In a coroutine context it is two elements, the loop's own
 * dispatcher and a [Guest]: nobody can use the one and forget the other.
 *
 * Tasks have the loop's own one, and pay nothing for this.
 */
internal class GuestDispatcher(
    private val guest: Guest,
    private val dispatcher: CoroutineDispatcher
) : CoroutineDispatcher(),
    Delay {
    private val delay = dispatcher as Delay
    private val both: CoroutineContext = guest + dispatcher

    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? = both[key]

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext = both.minusKey(key)

    override fun plus(context: CoroutineContext): CoroutineContext = both + context

    /**
     * Added to a context, the guest goes before what is there: elements of others, such as
     * `MDCContext`, lie over the context of a coroutine in whatever order they are added.
     */
    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R {
        if (initial !is CoroutineContext || initial === EmptyCoroutineContext) {
            return both.fold(initial, operation)
        }
        @Suppress("UNCHECKED_CAST") // a sum of contexts is a context
        return operation((guest + initial.minusKey(Guest)) as R, dispatcher)
    }

    // ---- the loop's own dispatcher -----------------------------------------------------------

    override fun dispatch(context: CoroutineContext, block: Runnable) =
        dispatcher.dispatch(context, block)

    override fun scheduleResumeAfterDelay(
        timeMillis: Long,
        continuation: CancellableContinuation<Unit>
    ) = delay.scheduleResumeAfterDelay(timeMillis, continuation)

    override fun invokeOnTimeout(
        timeMillis: Long,
        block: Runnable,
        context: CoroutineContext
    ): DisposableHandle = delay.invokeOnTimeout(timeMillis, block, context)

    override fun limitedParallelism(parallelism: Int, name: String?): CoroutineDispatcher =
        GuestDispatcher(guest, dispatcher.limitedParallelism(parallelism, name))

    override fun toString(): String = dispatcher.toString()
}
