package dev.aiko.coroutines

import com.google.errorprone.annotations.CheckReturnValue
import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.engine.border.answerOf
import dev.aiko.engine.border.answeredFlow
import dev.aiko.engine.border.notingThrown
import dev.aiko.engine.border.taskFor
import dev.aiko.engine.sequence.sequenceOf
import dev.aiko.engine.task.SuspendBody
import dev.aiko.loop.EventLoop
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.flow.Flow
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/**
 * Suspend functions for Java: to call them, and to be one.
 *
 * A suspend function is to Java a method with one more parameter, a continuation; call it `k`:
 *
 *     Task<Order> order = Suspend.call(k -> repository.find(42, k));
 *
 *     public Object find(int id, Continuation<? super Order> k) {
 *         return Suspend.answer(k, findAsync(id));
 *     }
 */
public object Suspend {
    /**
     * Calls a suspend function, as a task of the running loop.
     *
     * It need not really suspend. Its failure is the task's; a cancel of the task is a cancel in it.
     * A function without a result gives `Unit`.
     *
     * @throws IllegalStateException where no loop runs; name one then
     */
    @JvmStatic
    public fun <T> call(function: SuspendCall<T>): Task<T> = call(Aiko.runningLoop(), function)

    /** The same on a loop, from any thread. */
    @JvmStatic
    public fun <T> call(loop: EventLoop, function: SuspendCall<T>): Task<T> =
        call(loop, TaskOptions.none(), function)

    /** The same, with a name, a context, or a first step at once. */
    @JvmStatic
    public fun <T> call(
        loop: EventLoop,
        options: TaskOptions,
        function: SuspendCall<T>
    ): Task<T> = loop.createTask(options, bodyOf(function))

    /** The same as a child of a group. */
    @JvmStatic
    public fun <T> call(group: TaskGroup, function: SuspendCall<T>): Task<T> =
        call(group, TaskOptions.none(), function)

    /** The same, with a name, a context, or a first step at once. */
    @JvmStatic
    public fun <T> call(
        group: TaskGroup,
        options: TaskOptions,
        function: SuspendCall<T>
    ): Task<T> = group.createTask(options, bodyOf(function))

    /** The call is the block itself, so that messages name the class that it is written in. */
    private fun <T> bodyOf(function: SuspendCall<T>) = SuspendBody(block = function)

    /**
     * What a Java method returns that implements a suspend function: the outcome of the stage, for
     * whoever called it in Kotlin.
     *
     * Return it: a method that calls this and returns something else answers twice, which ends in
     * errors of Kotlin's about its own machinery.
     *
     * **Cancellation.** Cancelling the caller cancels the stage and waits for its end. When somebody
     * else cancels it, or what it waits for, the caller gets a [dev.aiko.task.TaskCancelledException].
     * So it does when a library has completed the stage with a cancellation of its own.
     * **Failures** are thrown as they are. So are the cancellations that Kotlin code has thrown which
     * Java has called meanwhile, with [call]: they end time limits there, and flows.
     */
    @JvmStatic
    @CheckReturnValue
    public fun <T> answer(k: Continuation<T>, stage: CompletionStage<out T>): Any? =
        answerOf(k, stage)

    /**
     * The same with a straight-line body, which runs as a task of the caller's loop, or of one that
     * Aiko keeps where the caller has none. It is no step of the caller: of what others keep in its
     * coroutine context the body sees nothing on its thread.
     *
     * A cancellation that the body makes itself is a failure as well, and comes to the caller as a
     * [dev.aiko.task.TaskCancelledException].
     */
    @JvmStatic
    @CheckReturnValue
    public fun <T> answer(k: Continuation<T>, body: Callable<out T>): Any? =
        answerOf(k, taskFor(k.context, body))

    /**
     * A deferred value of kotlinx as a future of the running loop: cancelling it cancels the deferred
     * value, and it is done when that has really ended. Only the JDK's own limits, `orTimeout` and
     * `completeOnTimeout`, end it at once; `waitFor` waits for that end.
     *
     * A failure is the same object, and reported when nobody looks at it, as that of every future is.
     *
     * @throws IllegalStateException where no loop runs; name one then
     */
    @JvmStatic
    @CheckReturnValue
    public fun <T> future(deferred: Deferred<T>): LoopFuture<T> = deferred.asLoopFuture()

    /**
     * The same on a loop, from any thread.
     *
     * @throws IllegalStateException when the loop is closed
     */
    @JvmStatic
    @CheckReturnValue
    public fun <T> future(loop: EventLoop, deferred: Deferred<T>): LoopFuture<T> =
        deferred.asLoopFuture(loop)

    /** The same for a job, which has no value. */
    @JvmStatic
    @CheckReturnValue
    public fun future(job: Job): LoopFuture<Unit> = job.asLoopFuture()

    /**
     * The same for a job on a loop, from any thread.
     *
     * @throws IllegalStateException when the loop is closed
     * @throws IllegalArgumentException for `NonCancellable`, which never ends
     */
    @JvmStatic
    @CheckReturnValue
    public fun future(loop: EventLoop, job: Job): LoopFuture<Unit> = job.asLoopFuture(loop)

    /**
     * A task as a deferred value, for Kotlin code that wants one; see [asDeferred], also for who hears
     * of its failure.
     */
    @JvmStatic
    @CheckReturnValue
    public fun <T> deferred(task: Task<T>): Deferred<T> = task.asDeferred()

    /** Makes a task a child of Kotlin's scope, and returns it; see [CoroutineScope.adopt]. */
    @JvmStatic
    public fun <T> adopt(scope: CoroutineScope, task: Task<T>): Task<T> = scope.adopt(task)

    /** The dispatcher that runs coroutines on a loop, for Kotlin code that wants one. */
    @JvmStatic
    @CheckReturnValue
    public fun dispatcher(loop: EventLoop): CoroutineDispatcher = loop.asCoroutineDispatcher()

    /** A flow as a sequence: every consumer collects it anew, and cancels that by leaving early. */
    @JvmStatic
    @CheckReturnValue
    public fun <T : Any> sequence(flow: Flow<T>): AsyncSequence<T> = sequenceOf(flow)

    /**
     * A sequence as a flow, for a Java method that is to return one: every collector goes through it
     * anew, and closes it when it leaves, early or not.
     *
     * It runs on the collector's loop, or on one that Aiko keeps where the collector has none.
     */
    @JvmStatic
    @CheckReturnValue
    public fun <T : Any> flow(sequence: AsyncSequence<T>): Flow<T> = answeredFlow(sequence)
}

/** A call of a suspend function in Java, which by it is one itself; see [Suspend.call]. */
@JvmDefaultWithoutCompatibility
public fun interface SuspendCall<T> : suspend (CoroutineScope) -> T {
    /** Calls it with [k] as its last argument, and returns what it returns. */
    @Throws(Exception::class)
    @JvmSuppressWildcards // javac infers the result from a method reference then
    public fun call(k: Continuation<T>): Any?

    /** Makes the call for a coroutine. */
    override suspend fun invoke(scope: CoroutineScope): T =
        notingThrown { suspendCoroutineUninterceptedOrReturn { call(it) } }
}
