package dev.aiko.engine.border

import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.Waiting
import dev.aiko.engine.task.awaitEndOf
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.unseenFailure
import dev.aiko.engine.task.wakeWhenDone
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.DisposableHandle
import kotlinx.coroutines.InternalForInheritanceCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.selects.SelectClause1
import java.util.concurrent.atomic.AtomicInteger

/** A task as a deferred value: a coroutine that waits for its end and passes the outcome on. */
internal fun <T> deferredOf(task: EngineTask<T>): Deferred<T> {
    val readers = Readers()
    task.wakeWhenDone(readers)
    val outcome =
        CoroutineScope(Dispatchers.Unconfined).async(start = CoroutineStart.UNDISPATCHED) {
            if (!task.isDone) awaitEndOf(task)
            val failure = task.unseenFailure()
            if (failure != null && failure !is CancellationException) throw failure
            awaitSuspending(task)
        }
    readers.outcome = outcome
    return TaskDeferred(task, readers, outcome)
}

/**
 * Stands in the line of the task for those who await the deferred value. The coroutine in between
 * reads every failure, and would hide it from the exception handler although nobody awaits it.
 */
private class Readers : Waiter {
    val number = AtomicInteger()

    /** Written before anybody has the deferred value. */
    @Volatile
    var outcome: Deferred<*>? = null

    /** A deferred value that was cancelled tells its readers of that, and not of the failure. */
    override val readsOutcome: Boolean get() = number.get() > 0 && outcome?.isActive == true

    override fun wake() {}

    override fun toString(): String = "a deferred value"
}

/**
 * The outcome of a task, which knows whether somebody looks at it. A deferred value of kotlinx does
 * not know that of itself.
 */
@OptIn(InternalForInheritanceCoroutinesApi::class) // what kotlinx adds one day, the inner one does
private class TaskDeferred<T>(
    override val task: EngineTask<T>,
    private val readers: Readers,
    private val outcome: Deferred<T>
) : Deferred<T> by outcome,
    Waiting {
    override fun waitsFor(): Collection<Any> = listOf(task)

    /** Counted while it waits: cancelled before the end, it has not seen anything. */
    override suspend fun await(): T {
        readers.number.incrementAndGet()
        try {
            return outcome.await().also { looked() }
        } catch (failure: Throwable) {
            if (failure !is CancellationException) looked()
            throw failure
        } finally {
            readers.number.decrementAndGet()
        }
    }

    override val onAwait: SelectClause1<T>
        get() = wanted().outcome.onAwait

    override fun getCompleted(): T = ended().getCompleted()

    override fun getCompletionExceptionOrNull(): Throwable? = ended().getCompletionExceptionOrNull()

    override fun getCancellationException(): CancellationException =
        ended().getCancellationException()

    override fun invokeOnCompletion(handler: CompletionHandler): DisposableHandle =
        wanted().outcome.invokeOnCompletion(handler)

    override fun invokeOnCompletion(
        onCancelling: Boolean,
        invokeImmediately: Boolean,
        handler: CompletionHandler
    ): DisposableHandle =
        wanted().outcome.invokeOnCompletion(onCancelling, invokeImmediately, handler)

    private fun looked() = task.noteLook()

    /** Somebody looks at the end now, if there is one. */
    private fun ended(): Deferred<T> {
        if (outcome.isCompleted) looked()
        return outcome
    }

    /** Somebody gets the end, whenever it comes, and nobody says when he has gone. */
    private fun wanted(): TaskDeferred<T> {
        readers.number.incrementAndGet()
        looked()
        return this
    }

    override fun toString(): String = outcome.toString()
}
