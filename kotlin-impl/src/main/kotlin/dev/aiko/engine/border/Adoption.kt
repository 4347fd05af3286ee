package dev.aiko.engine.border

import dev.aiko.engine.guest.Guest
import dev.aiko.engine.task.TaskElement
import dev.aiko.engine.task.awaitEndOf
import dev.aiko.task.Task
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlin.coroutines.AbstractCoroutineContextElement
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * Makes a task a child of a coroutine scope: a coroutine that does nothing but wait for its end
 * stands for it there.
 *
 * @param onEnd what the task's end is to the scope; what it throws is a failure of the child
 */
internal fun CoroutineScope.hold(task: Task<*>, onEnd: () -> Unit = {}) {
    val around = coroutineContext[TaskElement]
    check(around !== task || !around.holds(coroutineContext.job)) {
        "$task adopts itself and would never end; adopt another one."
    }
    standFor(Held(task)) {
        try {
            awaitEndOf(task)
        } finally {
            onEnd()
        }
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
