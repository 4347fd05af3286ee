package dev.aiko.engine.task

import dev.aiko.engine.loop.LoopDispatcher
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.Job
import kotlin.coroutines.CoroutineContext

/**
 * The coroutine context of a task's body: its dispatcher, its task and its job, in one object where
 * the general way of adding elements would make six.
 *
 * The elements are kept by their classes and not by their interfaces, because kotlinx goes through
 * them on every resumption and asks each what it is: of a class the compiler knows the answer, and
 * on JDK 17 asking an object for two interfaces in turn costs more than the rest of the turn.
 */
internal class TaskContext(
    private val dispatcher: LoopDispatcher,
    private val task: TaskElement,
    private val job: AbstractCoroutine<*>?
) : CoroutineContext {
    @Suppress("UNCHECKED_CAST") // each key gives the type of its element
    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? =
        when {
            key === Job -> job as E?
            key === TaskElement -> task as E
            else -> dispatcher[key]
        }

    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R {
        val withTask = operation(initial, task)
        val withJob = if (job == null) withTask else operation(withTask, job)
        return operation(withJob, dispatcher)
    }

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext =
        when (key) {
            Job -> if (job == null) this else TaskContext(dispatcher, task, null)

            TaskElement -> if (job == null) dispatcher else dispatcher + job

            else ->
                if (dispatcher.minusKey(key) === dispatcher) {
                    this
                } else {
                    if (job == null) task else task + job
                }
        }

    override fun plus(context: CoroutineContext): CoroutineContext =
        if (context is AbstractCoroutine<*>) {
            TaskContext(dispatcher, task, context)
        } else {
            super.plus(context)
        }

    override fun toString(): String = "[$task, $job, $dispatcher]"
}
