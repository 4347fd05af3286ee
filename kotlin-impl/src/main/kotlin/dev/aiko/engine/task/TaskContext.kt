package dev.aiko.engine.task

import dev.aiko.engine.context.ThreadLocals
import kotlinx.coroutines.AbstractCoroutine
import kotlinx.coroutines.Job
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.EmptyCoroutineContext

/**
 * The coroutine context of a task's body, or of a coroutine in it: the task, a job and the
 * dispatcher, in one object where the general way of adding elements would make six.
 *
 * The elements are kept by their classes and not by their interfaces, because kotlinx goes through
 * them on every resumption and asks each what it is: of a class the compiler knows the answer, and
 * on JDK 17 asking an object for two interfaces in turn costs more than the rest of the turn.
 */
internal class TaskContext(
    private val task: SuspendTask<*>,
    own: AbstractCoroutine<*>?,
    /** What the task has inherited, see [inherited]; null when that is nothing, the usual case. */
    @JvmField val others: CoroutineContext?
) : CoroutineContext {
    /** Null for the body itself, until somebody asks for its job. */
    @Volatile
    private var own: AbstractCoroutine<*>? = null

    init {
        if (own != null) this.own = own // a volatile write for nothing would slow every task down
    }

    private val job: AbstractCoroutine<*> get() = own ?: task.job().also { own = it }

    @Suppress("UNCHECKED_CAST") // each key gives the type of its element
    override fun <E : CoroutineContext.Element> get(key: CoroutineContext.Key<E>): E? =
        when {
            key === Job -> job as E?
            key === TaskElement -> task as E
            else -> task.home.dispatcher[key] ?: others?.get(key)
        }

    override fun <R> fold(initial: R, operation: (R, CoroutineContext.Element) -> R): R {
        val withTask = operation(initial, task)
        val withJob = operation(withTask, job)
        val all = operation(withJob, task.home.dispatcher)
        return if (others == null) all else others.fold(all, operation)
    }

    override fun minusKey(key: CoroutineContext.Key<*>): CoroutineContext {
        val dispatcher = task.home.dispatcher
        val rest = others ?: EmptyCoroutineContext
        return when {
            key === Job -> dispatcher + task + rest

            key === TaskElement -> dispatcher + job + rest

            dispatcher.minusKey(key) !== dispatcher -> task + job + rest

            rest[key] == null -> this

            else -> TaskContext(
                task,
                own,
                rest.minusKey(key).takeIf {
                    it !== EmptyCoroutineContext
                }
            )
        }
    }

    override fun plus(context: CoroutineContext): CoroutineContext =
        when {
            context is AbstractCoroutine<*> -> TaskContext(task, context, others)
            ThreadLocals.carried == null -> super.plus(context)
            context === InShield -> MixedContext(task, task.cell, super.plus(context), true)
            else -> MixedContext(task, task.cell.apart(), super.plus(context))
        }

    override fun toString(): String =
        "[$task, ${own ?: "its own job"}, ${task.home.dispatcher}${others?.let { ", $it" } ?: ""}]"
}
