package dev.aiko.engine.task

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ThreadAmbient
import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.loop.Seat
import kotlinx.coroutines.ThreadContextElement
import kotlin.coroutines.CoroutineContext

/**
 * The task of a Kotlin body as an element of its coroutine context: wherever a coroutine of the
 * body goes on, it is a step of the task, and in its context.
 *
 * On a loop, whichever it is, the step in progress becomes the task's, also in the middle of
 * somebody else's step, where a coroutine goes on that is not dispatched. On other dispatchers the
 * thread gets the context of the task.
 */
internal interface TaskElement : ThreadContextElement<Any?> {
    val task: SuspendTask<*>

    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): Any? {
        val core = coreHere() ?: return Ambient.install(ThreadAmbient(task.cell))
        return core.running.also { core.running = task }
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        val core = coreHere()
        if (core == null) Ambient.install(oldState as Ambient?) else core.running = oldState
    }

    /** The same before and after: while a coroutine runs, its thread drives one loop or none. */
    private fun coreHere(): LoopCore? {
        val own = task.home.core
        return if (own.isMine()) own else Seat.driving()?.core
    }

    /** Gives the task as its class: who asks for an interface pays for it on JDK 17. */
    companion object Key : CoroutineContext.Key<SuspendTask<*>>
}
