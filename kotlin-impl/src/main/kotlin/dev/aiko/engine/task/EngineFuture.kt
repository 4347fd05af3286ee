package dev.aiko.engine.task

import dev.aiko.context.Context
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.loop.Seat
import dev.aiko.task.FutureCore
import dev.aiko.task.LoopFuture
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.function.Consumer

/** What promises and tasks have in common; they have no common ancestor but the public one. */
internal interface EngineFuture :
    WaiterLine,
    Source,
    FutureCore {
    val home: Home

    /** `cancel` with a reason. */
    fun cancelFor(reason: String?): Boolean

    /** `join`, `get` and `get(time)` as `CompletableFuture` has them, which block. */
    fun joinNow(): Any?

    /** It is decided how it ends, which it does in this moment on another thread. */
    val isEnding: Boolean get() = false

    /** Joins the end of the line; false when it is done, and nobody has to wait. */
    fun enter(waiter: Waiter): Boolean = !(this as CompletableFuture<*>).isDone && join(waiter)

    /** Whoever awaited it was cancelled, perhaps after it had come, and takes nothing. */
    fun undelivered(taker: Any) {}

    /** Somebody begins to wait for it who might have stood in the line, had it not come before. */
    fun arrivesLate(taker: Any) {}

    /** Somebody has what came, if anything has. */
    fun take() {}

    override val hasOtherWaiters: Boolean get() = waiters().any { it.isInterested }

    /** Somebody is going to get the outcome. */
    val isAwaited: Boolean get() = waiters().any { it.readsOutcome }

    // ---- what the public class asks for ------------------------------------------------------

    /**
     * Before `join` and `get` would block: waits cooperatively in a straight-line body, refuses
     * where blocking would stop the loop for ever, else lets them block.
     */
    override fun beforeReading() {
        if (ended == null) {
            val future = this as CompletableFuture<*>
            if (!future.isDone) bodyThatMayWait(future)?.suspendOn(future)
        }
        noteLook()
    }

    /** The same for a wait with a limit; the future is not cancelled when it is over. */
    override fun beforeReading(timeout: Long, unit: TimeUnit) {
        val future = this as CompletableFuture<*>
        val body = if (future.isDone) null else bodyThatMayWait(future)
        if (body?.suspendOn(future, unit.toNanos(timeout)) == false) {
            throw TimeoutException("$this was not done within $timeout ${unit.name.lowercase()}.")
        }
        noteLook()
    }

    override fun read() {
        noteLook()
        take()
    }

    /** Somebody looks at the outcome, so that a failure needs no report. */
    fun noteLook() {
        val end = ended
        if (end != null) return end.look()
        // Done for the JDK, and its end not yet in our line: whoever puts it there sees this.
        if ((this as CompletableFuture<*>).isCompletedExceptionally) {
            interest.wasRead = true
            ended?.look()
        }
    }

    override fun holds(holder: Any): Boolean = true

    override fun lets(holder: Any) {}

    override fun readIfIts(value: Any?) {}

    override fun gains(): Boolean {
        interest.gain()
        return true
    }

    override fun passesOn(stage: CompletionStage<*>): Boolean = true

    override fun readFailure(): Throwable? = (this as CompletableFuture<*>).failureForGood()

    override fun <F : LoopFuture<*>> addCallback(future: F, callback: Consumer<in F>) {
        val waiter = DoneCallback(future, home, callback)
        if (!future.wakeWhenDone(waiter)) waiter.wake()
    }

    override fun removeCallback(callback: Consumer<*>): Int =
        takeOut { it is DoneCallback<*> && it.callback == callback }

    override fun executor(): Executor = home.loop

    /** Its interest is counted first: an end that comes meanwhile sees that, or is seen here. */
    override fun <U> newStage(): CompletableFuture<U> {
        gains()
        val stage = DerivedStage<U>(home, this as CompletableFuture<*>)
        noteLook()
        return stage
    }

    override fun alsoFrom(derived: CompletableFuture<*>, other: CompletionStage<*>) {
        (derived as? DerivedStage<*>)?.origins?.add(other)
    }

    override fun contextHere(): Context = Ambient.toShare()
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
        if (seat.core.running.isCoroutine()) {
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
internal fun CompletableFuture<*>.obeys(reason: String?): Boolean = giveUp(reason) || endsNow

/** Too late to cancel it: it is done, or as good as done. */
internal val CompletableFuture<*>.endsNow: Boolean
    get() = isDone || (this as? EngineFuture)?.isEnding == true

/** [taker] takes no outcome: if nobody else does, what came with it goes back to its origin. */
internal fun CompletableFuture<*>.returnToSender(taker: Any) {
    (this as? EngineFuture)?.undelivered(taker)
}

/** One registration of `addDoneCallback`. */
internal class DoneCallback<F>(
    private val future: F,
    private val home: Home,
    val callback: Consumer<in F>
) : Waiter {
    private val cell = Ambient.here().cell.copy()

    /** A callback only hears that there is an outcome. */
    override val readsOutcome: Boolean get() = false

    override val taker: Any? get() = null

    override fun wake() {
        home.callSoonIfOpen({ callback.accept(future) }, cell)
    }

    override fun toString(): String = callback.toString()
}
