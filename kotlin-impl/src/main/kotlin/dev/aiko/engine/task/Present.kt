package dev.aiko.engine.task

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.context.ThreadAmbient
import dev.aiko.engine.loop.Errand
import dev.aiko.engine.loop.Excursion
import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.loop.Seat
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.CoroutineScope
import kotlin.coroutines.Continuation
import kotlin.coroutines.CoroutineContext

/** A step of a task by a coroutine of it whose coroutine context is another than the task's. */
internal class Stretch(
    @JvmField val task: SuspendTask<*>,
    @JvmField val context: CoroutineContext,
    override val cell: ContextCell
) : Errand

/** The context of a thread of some other dispatcher while a coroutine of a loop runs there. */
internal class Abroad(
    val home: Home,
    val context: CoroutineContext,
    cell: ContextCell
) : ThreadAmbient(cell)

/** The coroutine context of the code that asks; null when it is no coroutine. */
internal fun presentContext(core: LoopCore): CoroutineContext? {
    if (core.isMine()) return contextOf(core.running)
    return when (val here = Ambient.installed()) {
        is Abroad -> here.context
        is Seat -> if (here.core.isMine()) contextOf(here.core.running) else null
        else -> null
    }
}

private fun contextOf(step: Any?): CoroutineContext? =
    when (step) {
        is SuspendTask<*> -> step.context
        is EngineTask<*> -> null
        is Stretch -> step.context
        is Excursion -> contextOf(step.from)
        is Continuation<*> -> step.context
        else -> null
    }

/** The loop that runs here; where none does, that of the coroutine that does. */
internal fun presentHome(): Home? =
    Seat.driving()?.core?.owner as? Home ?: (Ambient.installed() as? Abroad)?.home

/** A task of the engine's own for code of users, which runs as if the present coroutine ran it. */
internal fun <T> Home.newCoroutine(
    options: TaskOptions,
    block: suspend CoroutineScope.() -> T
): SuspendTask<T> =
    SuspendTask(this, options, inherited = presentContext(core)?.inherited(), block = block)
