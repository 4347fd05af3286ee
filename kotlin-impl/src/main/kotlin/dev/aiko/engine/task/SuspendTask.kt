package dev.aiko.engine.task

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ThreadAmbient
import dev.aiko.engine.loop.Excursion
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.ThreadContextElement
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.COROUTINE_SUSPENDED
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.jvm.internal.CoroutineStackFrame

/**
 * A Kotlin body, under Kotlin's rules of cancelling: its `Job` is cancelled, for good.
 *
 * It is its own completion, its own first step, its own scope and its own context element, so that
 * a task costs one future, one job and the coroutine itself. As an element it tells whose step a
 * continuation is; as a `ThreadContextElement` it carries the context to other dispatchers, and is
 * free on the loop, where the question is answered by the step in progress.
 *
 * The job decides when the task is done: after the body, and after every coroutine launched in it.
 */
internal class SuspendTask<T>(
    home: Home,
    options: TaskOptions,
    private val block: suspend CoroutineScope.() -> T,
    parent: Job? = null
) : EngineTask<T>(home, options),
    Continuation<T>,
    CoroutineScope,
    Runnable,
    ThreadContextElement<Any?> {
    // A deferred and no plain Job(): that one would have failures of children reported as unhandled.
    private val job = CompletableDeferred<T>(parent)

    override val context: CoroutineContext = home.dispatcher + job + this

    override val coroutineContext: CoroutineContext get() = context

    override val key: CoroutineContext.Key<*> get() = Key

    override val body: Any get() = block

    /** The last place we know it waited at. Only its own steps write it. */
    @Volatile
    var suspendedAt: CoroutineStackFrame? = null

    /** What its body awaits through [await]. Only its own steps write it. */
    @Volatile
    var waitingFor: CompletionStage<*>? = null

    // ---- running -----------------------------------------------------------------------------

    override fun firstStep(): Any = this

    override fun startNow() {
        val core = home.core
        val step = core.running
        core.running = this
        run()
        core.running = step
    }

    override fun run() {
        if (job.isCancelled) return resumeWith(Result.failure(cancellation(reason)))
        val value =
            try {
                block.startCoroutineUninterceptedOrReturn(this, this)
            } catch (failure: Throwable) {
                return resumeWith(Result.failure(failure))
            }
        if (value !== COROUTINE_SUSPENDED) {
            @Suppress("UNCHECKED_CAST") // what the block returns when it does not suspend
            resumeWith(Result.success(value as T))
        }
    }

    /** The body is over; its children may not be. */
    override fun resumeWith(result: Result<T>) {
        result.fold(job::complete, job::completeExceptionally)
        // The job, not the body, has the last word: a child may have failed, or be running still.
        job.invokeOnCompletion { failure ->
            withinRole {
                if (!isDone) if (failure ==
                    null
                ) {
                    finish(job.value())
                } else {
                    finishFailed(failure)
                }
            }
        }
    }

    private fun CompletableDeferred<T>.value(): T = getCompleted()

    // ---- cancelling --------------------------------------------------------------------------

    override fun passCancel(reason: String?) = interruptBody(reason)

    override fun interruptBody(reason: String?) = job.cancel(cancellation(reason))

    override fun uncancel(): Int =
        throw UnsupportedOperationException(
            "$this has a Kotlin body, and a cancelled Job stays cancelled; " +
                "use withTimeout or a scope of its own for work that may be given up."
        )

    // ---- as context element ------------------------------------------------------------------

    override fun updateThreadContext(context: CoroutineContext): Any? =
        if (home.core.isMine()) {
            ON_THE_LOOP
        } else {
            Ambient.install(ThreadAmbient(cell))
        }

    override fun restoreThreadContext(
        context: CoroutineContext,
        oldState: Any?
    ) {
        if (oldState !== ON_THE_LOOP) Ambient.install(oldState as Ambient?)
    }

    // ---- introducing itself ------------------------------------------------------------------

    override fun awaiting(): CompletionStage<*>? = waitingFor

    override fun suspendedFrames(): List<StackTraceElement> =
        generateSequence(suspendedAt) {
            it.callerFrame
        }.mapNotNull { it.getStackTraceElement() }.toList()

    companion object Key : CoroutineContext.Key<SuspendTask<*>> {
        private val ON_THE_LOOP = Any()
    }
}

/**
 * A Kotlin body on its way through Java's doors (`createTask`, `Runner.run`, a task factory), which
 * know callables. It is never called.
 */
internal class SuspendBody<T>(
    val block: suspend CoroutineScope.() -> T
) : Callable<T> {
    override fun call(): T =
        error("A Kotlin body can only run on a loop of Aiko; give it to loop.task { … }.")
}

/** The task whose step this is. */
internal fun taskOf(step: Any?): EngineTask<*>? =
    when (step) {
        is EngineTask<*> -> step
        is Continuation<*> -> step.context[SuspendTask]
        is Excursion -> taskOf(step.from)
        else -> null
    }
