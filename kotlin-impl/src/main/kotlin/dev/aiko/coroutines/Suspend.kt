package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.engine.border.answerOf
import dev.aiko.engine.border.taskFor
import dev.aiko.engine.sequence.sequenceOf
import dev.aiko.engine.task.SuspendBody
import dev.aiko.loop.EventLoop
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.Deferred
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

    private fun <T> bodyOf(function: SuspendCall<T>) =
        SuspendBody { suspendCoroutineUninterceptedOrReturn { function.call(it) } }

    /**
     * What a Java method returns that implements a suspend function: the outcome of the stage, for
     * whoever called it in Kotlin.
     *
     * Its failure is thrown there as it is. Cancelling the caller cancels the stage and waits for its
     * end.
     */
    @JvmStatic
    public fun <T> answer(k: Continuation<T>, stage: CompletionStage<out T>): Any? =
        answerOf(k, stage)

    /**
     * The same with a straight-line body, which runs as a task of the caller's loop, or of one that
     * Aiko keeps where the caller has none.
     */
    @JvmStatic
    public fun <T> answer(k: Continuation<T>, body: Callable<out T>): Any? =
        answerOf(k, taskFor(k.context, body))

    /**
     * A deferred value of kotlinx as a future of the running loop: cancelling it cancels the deferred
     * value, and it is done when that has really ended.
     *
     * @throws IllegalStateException where no loop runs; name one then
     */
    @JvmStatic
    public fun <T> future(deferred: Deferred<T>): LoopFuture<T> = deferred.asLoopFuture()

    /** The same on a loop, from any thread. */
    @JvmStatic
    public fun <T> future(loop: EventLoop, deferred: Deferred<T>): LoopFuture<T> =
        deferred.asLoopFuture(loop)

    /** A task as a deferred value, for Kotlin code that wants one; see [asDeferred]. */
    @JvmStatic
    public fun <T> deferred(task: Task<T>): Deferred<T> = task.asDeferred()

    /** A flow as a sequence: every consumer collects it anew, and cancels that by leaving early. */
    @JvmStatic
    public fun <T : Any> sequence(flow: Flow<T>): AsyncSequence<T> = sequenceOf(flow)
}

/** A call of a suspend function in Java; see [Suspend.call]. */
public fun interface SuspendCall<T> {
    /** Calls it with [k] as its last argument, and returns what it returns. */
    @Throws(Exception::class)
    @JvmSuppressWildcards // javac infers the result from a method reference then
    public fun call(k: Continuation<T>): Any?
}
