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
    val cell: ContextCell
) : CopyableThreadContextElement<Any?>,
    CapturedElement {
    private val carried = CarriedContext(cell)

    /** Whether the loop knows our coroutine, which alone touches this, step by step. */
    private var isIn = false

    override val key: CoroutineContext.Key<*> get() = Key

    override fun updateThreadContext(context: CoroutineContext): Any? {
        if (!isIn) enter(context[Job])
        if (context[TaskElement] != null) return null
        val before = Ambient.here()
        val isAbroad = Seat.driving() == null
        if (isAbroad) Ambient.install(Abroad(guests.home, context, before.cell))
        return Stay(before.takeIf { isAbroad }, carried.updateThreadContext(context))
    }

    /** In the first step, because before that nobody tells us of the coroutine. */
    private fun enter(job: Job?) {
        isIn = true
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
        (overwritingElement as Guest).copyForChild()

    override fun toString(): String = "a guest of EventLoop '${guests.home.core.name}'"

    companion object Key : CoroutineContext.Key<Guest>
}
