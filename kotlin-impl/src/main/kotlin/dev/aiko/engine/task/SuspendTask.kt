package dev.aiko.engine.task

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ThreadAmbient
import dev.aiko.engine.loop.Excursion
import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.loop.Seat
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ThreadContextElement
import kotlinx.coroutines.TimeoutCancellationException
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.intrinsics.createCoroutineUnintercepted
import kotlin.coroutines.jvm.internal.CoroutineStackFrame
import kotlin.coroutines.resume

/**
 * A Kotlin body, under Kotlin's rules of cancelling: its `Job` is cancelled, for good.
 *
 * The job decides when the task is done: after the body, and after every coroutine launched in it.
 */
internal class SuspendTask<T>(
    home: Home,
    options: TaskOptions,
    holder: TaskHolder = home.register,
    block: suspend CoroutineScope.() -> T
) : EngineTask<T>(home, options, holder),
    Runnable {
    private val coroutine = BodyCoroutine(this)

    /** The block until it starts, then its class: what it captured must not live on in its task. */
    @Volatile
    private var code: Any = block

    /** The outermost frame of the body while it runs. */
    @Volatile
    private var root: CoroutineStackFrame? = null

    override val body: Any get() = code

    /** The innermost place we know of where it waits, or waited. Only its own steps write it. */
    @Volatile
    var suspendedAt: CancellableContinuation<*>? = null

    /** What its body awaits through [awaitSuspending]. Only its own steps write it. */
    @Volatile
    var waitingFor: CompletionStage<*>? = null

    // ---- running -----------------------------------------------------------------------------

    override fun firstStep(): Any = this

    override fun startNow() = stepNow(this)

    override fun run() {
        if (coroutine.isCancelled) return coroutine.resumeWith(Result.failure(cancellation(reason)))
        @Suppress("UNCHECKED_CAST") // it has not started, so this is the block
        val block = code as suspend CoroutineScope.() -> T
        val start = block.createCoroutineUnintercepted(coroutine, coroutine)
        root = start as? CoroutineStackFrame
        code = block.javaClass
        start.resume(Unit)
    }

    /** The job is over, on whatever thread its last coroutine ended. */
    fun ended(failure: Throwable?, value: T?) =
        home.core.within {
            forgetBody()
            if (!isDone) {
                @Suppress("UNCHECKED_CAST") // without a failure there is a value, which may be null
                when {
                    failure != null -> finishFailed(failure)
                    sealOutcome() -> finish(value as T)
                    else -> finishFailed(cancellation(reason))
                }
            }
        }

    private fun forgetBody() {
        if (code !is Class<*>) code = code.javaClass
        root = null
        // Most bodies never wait, and a volatile write costs more than a look.
        if (suspendedAt != null) suspendedAt = null
        if (waitingFor != null) waitingFor = null
        coroutine.context[TaskElement]?.latestStep = null
    }

    // ---- cancelling --------------------------------------------------------------------------

    override fun canEndDifferently(): Boolean = !isDone && !coroutine.isCompleted

    override fun passCancel(reason: String?, descent: Descent) =
        coroutine.cancel(cancellation(reason))

    /** Set before the coroutine resumes from the cancellation that goes round. */
    @Volatile
    var isInCircle = false
        private set

    override fun breakCircle() {
        isInCircle = true
    }

    override fun uncancel(): Int =
        throw UnsupportedOperationException(
            "$this has a Kotlin body, and a cancelled Job stays cancelled; " +
                "use withTimeout or a scope of its own for work that may be given up."
        )

    // ---- introducing itself ------------------------------------------------------------------

    override fun awaiting(): CompletionStage<*>? = waitingFor

    /**
     * Every frame knows the one that called it, and none the one it calls. So the whole stack is told
     * for a wait that went through us, and else the line of the body alone.
     */
    override fun suspendedFrames(): List<StackTraceElement> {
        val known = suspendedAt?.takeUnless { it.isCompleted } as? CoroutineStackFrame
        return generateSequence(known ?: root) { it.callerFrame }
            .mapNotNull { it.getStackTraceElement() }
            .toList()
    }
}

/** The coroutine of a task: scope, job and completion of its body in one. */
private class BodyCoroutine<T>(private val task: SuspendTask<T>) :
    AbstractCoroutine<T>(
        TaskContext(task.home.dispatcher, TaskElement(task), null),
        initParentJob = false,
        active = true
    ) {
    override fun onCompleted(value: T) = task.ended(null, value)

    override fun onCancelled(cause: Throwable, handled: Boolean) {
        // A limit that nobody in the body caught: outside, a timeout is never a cancellation.
        val timeout = cause is TimeoutCancellationException && task.cancelling() == 0
        val failure = if (timeout) TimeoutException(cause.message).initCause(cause) else cause
        task.ended(failure, null)
    }
}

/**
 * A Kotlin body on its way through Java's doors (`createTask`, `Runner.run`, a task factory), which
 * know callables. It is never called.
 */
internal class SuspendBody<T>(val block: suspend CoroutineScope.() -> T) : Callable<T> {
    override fun call(): T =
        error("A Kotlin body can only run on a loop of Aiko; give it to loop.task { … }.")
}

/** The task whose step this is. */
internal fun taskOf(step: Any?): EngineTask<*>? =
    when (step) {
        is EngineTask<*> -> step
        is Continuation<*> -> step.context[TaskElement]?.task
        is Excursion -> taskOf(step.from)
        else -> null
    }
