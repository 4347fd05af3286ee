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
import kotlinx.coroutines.isActive
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext
import kotlin.coroutines.resume

/**
 * Makes a task a child of a coroutine scope: a coroutine that does nothing but wait for its end
 * stands for it there.
 *
 * @param onEnd what the task's end is to the scope; what it throws is a failure of the child
 */
internal fun CoroutineScope.hold(task: Task<*>, onEnd: () -> Unit = {}) {
    standFor(Held(task)) {
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

/**
 * Makes a task that is a child of the scope from its beginning: a close which comes meanwhile waits
 * until it is held, and ends it. Null when the scope takes no more.
 */
internal fun <T> CoroutineScope.holdNew(make: () -> Task<T>): Task<T>? {
    var made: Result<Task<T>>? = null
    standFor(held = null) {
        if (!isActive) return@standFor
        made = runCatching(make)
        made.onSuccess { hold(it) } // a child of this child, which so long is there itself
    }
    return made?.getOrThrow()
}

/** Begins in this call, so that no cancel of the scope can come before it. */
private fun CoroutineScope.standFor(held: Held?, block: suspend CoroutineScope.() -> Unit) {
    // No guest of the loop: it is the task that is one.
    val scope = CoroutineScope(coroutineContext.minusKey(Guest))
    val place = Dispatchers.Unconfined + (held ?: EmptyCoroutineContext)
    scope.launch(place, CoroutineStart.UNDISPATCHED, block)
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
