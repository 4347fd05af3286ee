package dev.aiko.engine.guest

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.CapturedElement
import dev.aiko.engine.context.CarriedContext
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.Abroad
import dev.aiko.engine.task.TaskElement
import kotlinx.coroutines.CopyableThreadContextElement
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Job
import kotlin.coroutines.CoroutineContext
import kotlin.coroutines.jvm.internal.CoroutineStackFrame

/**
 * A coroutine that is no task and lives on a loop: wherever it goes it belongs to that loop, and is
 * in a context of its own, begun as a copy of its creator's, as a task's is.
 *
 * kotlinx asks for the copy when a coroutine is made, where it is made. In a coroutine of a task it
 * changes nothing: that is in the task's context, which a switch of dispatchers must not hide.
 */
@OptIn(DelicateCoroutinesApi::class) // delicate is to call what kotlinx calls here
internal class Guest(
    val guests: Guests,
    cell: ContextCell,
    /** Whose place this takes, when it came with a dispatcher for a new coroutine or a block. */
    private val before: Guest? = null
) : CopyableThreadContextElement<Any?>,
    CapturedElement {
    // The coroutine alone touches these, step by step.

    var cell: ContextCell = cell
        private set
    private var carried = CarriedContext(cell)

    /** Whether the loop knows the coroutine. */
    private var isIn = false

    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): Any? {
        if (!isIn) enter(context[Job])
        if (context[TaskElement] != null) return null
        val here = Ambient.here()
        val isAbroad = Seat.driving() == null
        if (isAbroad) Ambient.install(Abroad(guests.home, context, here.cell))
        return Stay(here.takeIf { isAbroad }, carried.updateThreadContext(context))
    }

    /** In the first step, because before that nobody tells us of the coroutine. */
    private fun enter(job: Job?) {
        isIn = true
        if (before != null && job is CoroutineStackFrame) {
            // A block of a coroutine, as of withContext, is in the context of that.
            cell = before.cell
            carried = before.carried
            if (guests === before.guests) return
        }
        job?.let(guests::enter)
    }

    override fun restoreThreadContext(context: CoroutineContext, oldState: Any?) {
        val stay = oldState as Stay? ?: return
        carried.restoreThreadContext(context, stay.context)
        if (stay.abroad != null) Ambient.install(stay.abroad)
    }

    /** What a coroutine found on a thread: one that no loop runs on is told where it belongs. */
    private class Stay(val abroad: Ambient?, val context: Any?)

    override fun copyForChild(): Guest = Guest(guests, Ambient.here().cell.copy())

    override fun mergeForChild(overwritingElement: CoroutineContext.Element): CoroutineContext =
        Guest((overwritingElement as Guest).guests, Ambient.here().cell.copy(), before = this)

    override fun toString(): String = "a guest of EventLoop '${guests.home.core.name}'"

    companion object Key : CoroutineContext.Key<Guest>
}
