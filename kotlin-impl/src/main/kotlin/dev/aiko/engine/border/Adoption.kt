package dev.aiko.engine.border

import dev.aiko.engine.guest.Guest
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.wakeWhenDone
import dev.aiko.task.Task
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.resume

/**
 * Makes a task a child of a coroutine scope: a coroutine that does nothing but wait for its end
 * stands for it there.
 *
 * @param onEnd what the task's end is to the scope; what it throws is a failure of the child
 */
internal fun CoroutineScope.hold(task: Task<*>, onEnd: () -> Unit = {}) {
    // No guest of the loop: it is the task that is one.
    val scope = CoroutineScope(coroutineContext.minusKey(Guest))
    // In this call, so that no cancel of the scope can come before the task is held.
    scope.launch(Dispatchers.Unconfined + Held(task), CoroutineStart.UNDISPATCHED) {
        try {
            awaitEnd(task)
        } catch (cancelled: CancellationException) {
            task.cancel(cancelled.message)
            withContext(NonCancellable) { awaitEnd(task) }
            onEnd()
            throw cancelled
        }
        onEnd()
    }
}

/** Which task a coroutine stands for. */
internal class Held(val task: Task<*>) : AbstractCoroutineContextElement(Held) {
    companion object Key : CoroutineContext.Key<Held>
}

private suspend fun awaitEnd(task: Task<*>): Unit =
    suspendCancellableCoroutine { continuation ->
        val waiter = EndWaiter(continuation)
        if (!task.wakeWhenDone(waiter)) waiter.wake()
    }

/** It only hears that there is an end: a failure has to go to somebody who reads it. */
private class EndWaiter(private val continuation: Continuation<Unit>) : Waiter {
    override val isInterested: Boolean get() = false

    override fun wake() = continuation.resume(Unit)
}
