package dev.aiko.engine.task

import dev.aiko.engine.loop.Excursion
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.Job
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.job
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
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
 * The task is scope and completion of its body in one. The job is made when somebody asks for it,
 * which every wait does, and every coroutine launched in the body; most bodies that do neither are
 * over without one.
 *
 *     [job]:  null ──asked──▶ TaskCoroutine
 *             null ──body over──▶ Over ──asked──▶ TaskCoroutine, done
 */
internal class SuspendTask<T>(
    home: Home,
    options: TaskOptions,
    holder: TaskHolder = home.register,
    inherited: CoroutineContext? = null,
    block: suspend CoroutineScope.() -> T
) : EngineTask<T>(home, options, holder),
    TaskElement,
    CoroutineScope,
    Continuation<T>,
    Runnable {
    override val context: CoroutineContext = TaskContext(this, null, inherited)

    override val coroutineContext: CoroutineContext get() = context

    override val task: SuspendTask<*> get() = this

    /**
     * The block until it starts, then its class: what it captured must not live on in its task.
     * Written by its own steps; others read it for messages, where the one is as good as the other.
     */
    private var code: Any = block

    @Volatile
    @JvmField
    var job: Any? = null

    /** The outermost frame of the body while it runs. Written by its own steps, read for messages. */
    private var root: CoroutineStackFrame? = null

    override val body: Any get() = code

    /** The innermost place we know of where it waits, or waited. Like [code], for messages. */
    @JvmField
    var suspendedAt: CancellableContinuation<*>? = null

    /** What its body awaits through [awaitSuspending]. Like [code], for messages. */
    @JvmField
    var waitingFor: CompletionStage<*>? = null

    // ---- running -----------------------------------------------------------------------------

    override fun firstStep(): Any = this

    override fun startNow() = stepNow(this)

    override fun run() {
        if (isAskedToStop) return resumeWith(Result.failure(cancellation(reason)))
        @Suppress("UNCHECKED_CAST") // it has not started, so this is the block
        val block = code as suspend CoroutineScope.() -> T
        val start = block.createCoroutineUnintercepted(this, this)
        root = start as? CoroutineStackFrame
        code = block.javaClass
        val others = (context as TaskContext).others
        if (others == null) start.resume(Unit) else others.begin(start)
    }

    /** One of them may refuse to be at work. */
    private fun CoroutineContext.begin(start: Continuation<Unit>) {
        var hasBegun = false
        try {
            atWork(this@SuspendTask.context) {
                hasBegun = true
                start.resume(Unit)
            }
        } catch (refusal: Throwable) {
            if (hasBegun) throw refusal
            resumeWith(Result.failure(refusal))
        }
    }

    /** The body is over; coroutines launched in it may not be. */
    override fun resumeWith(result: Result<T>) {
        val failure = result.exceptionOrNull()
        val over = if (failure == null) Over.WITH_VALUE else Over(failure)
        if (JOB.compareAndSet(this, null, over)) return ended(failure, result.getOrNull())
        @Suppress("UNCHECKED_CAST") // no end but this one, so this is the job of our body
        (job as TaskCoroutine<T>).resumeWith(result)
    }

    fun job(): TaskCoroutine<T> {
        while (true) {
            val seen = job
            @Suppress("UNCHECKED_CAST") // it was made here
            if (seen is TaskCoroutine<*>) return seen as TaskCoroutine<T>
            val made = TaskCoroutine(if (seen == null) this else null, context)
            if (!JOB.compareAndSet(this, seen, made)) continue
            when {
                seen is Over -> seen.end(made)

                // A request that came before the job was there has passed it over.
                isAskedToStop -> made.stop(cancellation(reason))
            }
            return made
        }
    }

    /** Whether [job] is in it, so that it ends after that; a scope with a job of its own is not. */
    fun holds(job: Job): Boolean = job.isIn(job())

    /** The body is over, and all that was launched in it, on whatever thread the last one ended. */
    fun ended(failure: Throwable?, value: T?) =
        home.core.within {
            forgetBody()
            if (!isDone) {
                @Suppress("UNCHECKED_CAST") // without a failure there is a value, which may be null
                when {
                    failure != null -> finishFailed(seenFromOutside(failure))
                    sealOutcome() -> finish(value as T)
                    else -> finishFailed(cancellation(reason).also(::endedCancelled))
                }
            }
        }

    /** The job of a body that is over shall say what the task says. */
    private fun endedCancelled(cancellation: CancellationException) {
        JOB.compareAndSet(this, Over.WITH_VALUE, Over(cancellation))
    }

    /** A limit that nobody in the body caught: outside, a timeout is never a cancellation. */
    private fun seenFromOutside(thrown: Throwable): Throwable {
        val failure = uncopied(thrown)
        val isTimeout = failure is TimeoutCancellationException && cancelling() == 0
        return if (isTimeout) TimeoutException(failure.message).initCause(failure) else failure
    }

    private fun forgetBody() {
        if (code !is Class<*>) code = code.javaClass
        root = null
        suspendedAt = null
        waitingFor = null
    }

    // ---- cancelling --------------------------------------------------------------------------

    override fun canEndDifferently(): Boolean =
        when (val seen = job) {
            is Over -> false
            is TaskCoroutine<*> -> !isDone && !seen.isCompleted
            else -> !isDone
        }

    override fun passCancel(reason: String?, descent: Descent) {
        (job as? TaskCoroutine<*>)?.stop(cancellation(reason))
    }

    /** A request that its body has heard of already. */
    fun noteCancel(reason: String?) {
        if (canEndDifferently()) openBook().let { if (it.ask(CancelRequest(reason))) it.deliver() }
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
            .filterNot { it.className.startsWith("dev.aiko.coroutines.SuspendCall") }
            .toList()
    }

    private companion object {
        val JOB = field<SuspendTask<*>, Any>("job")
    }
}

/** Whether [other] ends after this one. */
internal fun Job.isIn(other: Job): Boolean = generateSequence(this) { it.around() }.any {
    it ===
        other
}

/** Whether it is below a `withContext(NonCancellable)`, or one like it. */
@OptIn(ExperimentalCoroutinesApi::class)
internal fun Job.isInShield(): Boolean {
    var root = this
    while (true) root = root.parent ?: return root is CoroutineStackFrame
}

/** Who ends after this one; under `NonCancellable`, where it is nobody's child, who called it. */
@OptIn(ExperimentalCoroutinesApi::class)
private fun Job.around(): Job? =
    parent ?: ((this as? CoroutineStackFrame)?.callerFrame as? Continuation<*>)?.context?.get(Job)

/** How a body ended that never had a job. */
private class Over(private val failure: Throwable?) {
    /** Ends a job that was asked for afterwards. */
    fun end(job: TaskCoroutine<*>) {
        @Suppress("UNCHECKED_CAST") // nobody is told of the value
        val ending = job as TaskCoroutine<Any?>
        ending.resumeWith(if (failure == null) Result.success(null) else Result.failure(failure))
    }

    companion object {
        val WITH_VALUE = Over(null)
    }
}

/**
 * A Kotlin body on its way through Java's doors (`createTask`, `Runner.run`, a task factory), which
 * know callables. It is never called.
 */
internal class SuspendBody<T>(
    /** Of the coroutine that it inherits from; null for the one that makes the task, if any. */
    val starter: CoroutineContext? = null,
    val block: suspend CoroutineScope.() -> T
) : Callable<T> {
    override fun call(): T =
        error("A Kotlin body can only run on a loop of Aiko; give it to loop.task { … }.")
}

/** Whether this is a step of a coroutine, in a task or not. */
internal fun Any?.isCoroutine(): Boolean =
    when (this) {
        is Continuation<*>, is Stretch -> true
        is Excursion -> from.isCoroutine()
        else -> false
    }

/** The task whose step this is. */
internal fun taskOf(step: Any?): EngineTask<*>? =
    when (step) {
        is EngineTask<*> -> step
        is Stretch -> step.task
        is Excursion -> taskOf(step.from)
        is Continuation<*> -> step.context[TaskElement]
        else -> null
    }
