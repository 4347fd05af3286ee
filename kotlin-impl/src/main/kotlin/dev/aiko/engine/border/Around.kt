package dev.aiko.engine.border

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.guest.Guest
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.taskOf
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job

/**
 * Whether the code that runs here is part of this job: of a task it holds or of a coroutine in it,
 * on whatever thread. It is told by its context, which is its own.
 */
internal fun Job.isAroundUs(): Boolean {
    val task = Seat.driving()?.let { taskOf(it.core.running) }
    val cell = Ambient.here().cell.base
    return children.any { child ->
        val context = (child as? CoroutineScope)?.coroutineContext
        val held = context?.get(Held)?.task as EngineTask<*>?
        when {
            held == null -> context?.get(Guest)?.cell === cell || child.isAroundUs()
            else -> held === task || held.cell.base === cell
        }
    }
}
