package dev.aiko.engine.task

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.loop.Seat
import dev.aiko.task.LoopFuture
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.function.Consumer

/** What promises and tasks have in common; they have no common ancestor but the public one. */
internal interface EngineFuture :
    WaiterLine,
    Source {
    val home: Home

    /** `cancel` with a reason. */
    fun cancelFor(reason: String?): Boolean

    /** `join`, `get` and `get(time)` as `CompletableFuture` has them, which block. */
    fun joinNow(): Any?

    override val hasOtherWaiters: Boolean get() = waiters().any { it.isInterested }

    /** Somebody is going to get the outcome. */
    val isAwaited: Boolean get() = waiters().any { it.readsOutcome }
}

/**
 * Decides what `join` and `get` do on this thread, before they would block: wait cooperatively in a
 * straight-line body, refuse where blocking would stop the loop for ever, else let them block.
 */
internal fun CompletableFuture<*>.beforeBlocking() {
    if (isDone) return
    val body = bodyThatMayWait(this) ?: return
    body.suspendOn(this)
}

/** The same for a wait with a limit; the future is not cancelled when it is over. */
internal fun CompletableFuture<*>.beforeBlocking(
    timeout: Long,
    unit: TimeUnit
) {
    if (isDone) return
    val body = bodyThatMayWait(this) ?: return
    if (!body.suspendOn(this, unit.toNanos(timeout))) {
        throw TimeoutException("$this was not done within $timeout ${unit.name.lowercase()}.")
    }
}

/**
 * The straight-line body whose step this is, or null on a thread that drives no loop.
 *
 * @param what what is about to wait, for the message
 * @param instead what does the same in a coroutine
 * @throws IllegalStateException in any other step of a loop
 */
internal fun bodyThatMayWait(what: Any, instead: String = "await()"): StraightTask<*>? {
    val seat = Seat.driving()
    if (seat == null) {
        val abandoned = (Ambient.installed() as? Seat)?.isAbandoned == true
        if (abandoned) throw CancellationException("The event loop of this task is closed.")
        return null
    }
    val task = taskOf(seat.core.running)
    if (task is StraightTask<*> && task.seat === seat) return task
    val hint =
        if (task is SuspendTask<*>) {
            "a coroutine; use $instead"
        } else {
            "a plain callback; use thenCompose, or await in a task"
        }
    throw IllegalStateException(
        "Waiting for $what here would block EventLoop '${seat.core.name}' for ever: this is $hint."
    )
}

/** Cancels what nobody is going to wait for, with the reason where it can be told. */
internal fun CompletableFuture<*>.giveUp(reason: String?): Boolean =
    if (this is EngineFuture) {
        cancelFor(reason)
    } else {
        try {
            cancel(true) // without true an HTTP client, for one, goes on downloading
        } catch (_: Exception) {
            false // a future that refuses by throwing refuses all the same
        }
    }

/** Asks it to stop. One that will not is left alone: nobody may hang on its goodwill. */
internal fun CompletableFuture<*>.obeys(reason: String?): Boolean = giveUp(reason) || isDone

/** One registration of `addDoneCallback`. */
internal class DoneCallback<T>(
    private val future: LoopFuture<T>,
    private val home: Home,
    val callback: Consumer<in LoopFuture<T>>
) : Waiter {
    private val cell = Ambient.here().cell.copy()

    /** A callback only hears that there is an outcome. */
    override val readsOutcome: Boolean get() = false

    override fun wake() {
        home.callSoonIfOpen({ callback.accept(future) }, cell)
    }

    override fun toString(): String = callback.toString()
}

internal fun <T> EngineFuture.addCallback(callback: Consumer<in LoopFuture<T>>) {
    @Suppress("UNCHECKED_CAST") // both of our EngineFutures are LoopFutures; T is theirs
    val waiter = DoneCallback(this as LoopFuture<T>, home, callback)
    if (!this.wakeWhenDone(waiter)) waiter.wake()
}

internal fun EngineFuture.removeCallback(callback: Consumer<*>): Int =
    takeOut { it is DoneCallback<*> && it.callback == callback }
