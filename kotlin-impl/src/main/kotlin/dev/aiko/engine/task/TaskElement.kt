package dev.aiko.engine.task

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.context.ThreadLocals
import dev.aiko.engine.context.Visit
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
 *
 * Thread-locals that are carried are brought and taken away again. What a step on a loop has changed
 * in them is kept: the next step comes in a later turn. Elsewhere nothing is kept: a coroutine may go
 * on on another thread before its last step has come back here to tell what it left.
 */
internal interface TaskElement : ThreadContextElement<Any?> {
    val task: SuspendTask<*>

    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): Any? {
        val core = coreHere()
        if (ThreadLocals.carried != null) return enterCarrying(context, core)
        if (core == null) return Ambient.install(Abroad(task.home, context, task.cell))
        return core.running.also { core.running = stepIn(context, task.cell) }
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        val core = coreHere()
        val stay = if (ThreadLocals.carried == null) null else oldState as Stay
        val before = if (stay == null) oldState else stay.before
        if (core == null) Ambient.install(before as Ambient?) else core.running = before
        if (core == null) stay?.visit?.endOvertaken() else stay?.visit?.end()
    }

    private fun enterCarrying(context: CoroutineContext, core: LoopCore?): Stay {
        val cell = (context as? MixedContext)?.cell ?: task.cell
        val here = if (core == null) Ambient.installed()?.cell else core.contextInProgress()
        // In the middle of a step in the same context they are here, and newer.
        val visit = if (here?.root === cell.root) null else cell.root.visit()
        if (core == null) return Stay(Ambient.install(Abroad(task.home, context, cell)), visit)
        val before = core.running
        core.running = stepIn(context, cell)
        return Stay(before, visit)
    }

    private fun stepIn(context: CoroutineContext, cell: ContextCell): Any =
        if (context is TaskContext) task else Stretch(task, context, cell)

    /** kotlinx puts contexts together from their elements as well. */
    override fun plus(context: CoroutineContext): CoroutineContext =
        super.plus(context).let {
            if (ThreadLocals.carried == null) it else MixedContext(task, task.cell.apart(), it)
        }

    /** The same before and after: while a coroutine runs, its thread drives one loop or none. */
    private fun coreHere(): LoopCore? {
        val own = task.home.core
        return if (own.isMine()) own else Seat.driving()?.core
    }

    /** Gives the task as its class: who asks for an interface pays for it on JDK 17. */
    companion object Key : CoroutineContext.Key<SuspendTask<*>>
}

/** What a coroutine found on a thread, and what it brought. */
private class Stay(val before: Any?, val visit: Visit?)
