package dev.aiko.engine.task

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ThreadAmbient
import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.loop.Seat
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.CoroutineContext

/**
 * The task of a Kotlin body as an element of its coroutine context: it tells whose step a
 * continuation is, and carries the context of the task to other dispatchers. On the loop it has
 * nothing to do as a rule, because there the question is answered by the step in progress.
 */
internal interface TaskElement : ThreadContextElement<Any?> {
    val task: SuspendTask<*>

    override val key: CoroutineContext.Key<*> get() = Key

    /** A step known to be of our task, asked for on every turn. Threads may overwrite each other's. */
    var latestStep: Any?

    /**
     * On a loop, whichever it is, the step in progress becomes ours, if it is not: a coroutine that
     * is not dispatched runs in the middle of somebody else's step.
     */
    override fun updateThreadContext(context: CoroutineContext): Any? {
        val own = task.home.core
        val core = if (own.isMine()) own else Seat.driving()?.core
        if (core == null) return Ambient.install(ThreadAmbient(task.cell))
        val step = core.running
        if (step === latestStep) return OURS
        if (taskOf(step) === task) return OURS.also { latestStep = step }
        core.running = task
        return Interrupted(core, step)
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        when {
            oldState === OURS -> {}
            oldState is Interrupted -> oldState.core.running = oldState.step
            else -> Ambient.install(oldState as Ambient?)
        }
    }

    class Interrupted(val core: LoopCore, val step: Any?)

    companion object Key : CoroutineContext.Key<TaskElement> {
        private val OURS = Any()
    }
}
