package dev.aiko.engine.border

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.guest.Guest
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.taskOf
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job

/** Code in a scope that waited for its end would wait for itself. */
internal fun Job.refuseToWaitWithin(verb: String, scope: Any) =
    check(!isAroundUs()) {
        "This code is part of $scope, and $verb would wait for it; use closeAsync(), and return."
    }

/**
 * Whether the code that runs here is part of this job: of a task it holds, of a child of that one's
 * groups, or of a coroutine in it, on whatever thread. A task is told by its step, and where it takes
 * none by its context, which is its own.
 */
private fun Job.isAroundUs(): Boolean {
    val task = Seat.driving()?.let { taskOf(it.core.running) }
    return isAround(generateSequence(task) { it.holder.owner }.toSet(), Ambient.here().cell.base)
}

private fun Job.isAround(tasks: Set<EngineTask<*>>, cell: ContextCell): Boolean =
    children.any { child ->
        val context = (child as? CoroutineScope)?.coroutineContext
        val held = context?.get(Held)?.task as EngineTask<*>?
        when {
            held == null -> context?.get(Guest)?.cell === cell || child.isAround(tasks, cell)
            else -> held in tasks || held.cell.base === cell
        }
    }
