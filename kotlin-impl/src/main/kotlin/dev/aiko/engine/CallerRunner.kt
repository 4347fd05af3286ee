package dev.aiko.engine

import dev.aiko.context.Context
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.loop.Seat
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopFactory
import dev.aiko.loop.RunInterruptedException
import dev.aiko.spi.RunnerCore
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException

/**
 * A runner that drives its loop on the threads that call [run].
 *
 *     new ──first use──▶ open ──close──▶ closed
 *      └─────────────close─────────────────▲
 *
 * [state] is guarded by this; the loop itself refuses two runs at once.
 */
internal class CallerRunner(
    private val factory: LoopFactory?,
    private val debug: Boolean?,
    private val threadLoop: ThreadLoop
) : RunnerCore {
    private class Open(
        val loop: EventLoop,
        /** Shared by all runs: what one sets, the next one sees. Thread-locals are the caller's. */
        val context: ContextCell
    )

    private var state: Open? = null
    private var isClosed = false

    override fun loop(): EventLoop = open().loop

    private fun open(): Open =
        synchronized(this) {
            check(!isClosed) { "This Runner is closed; make a new one." }
            state ?: newOpen().also { state = it }
        }

    private fun newOpen(): Open {
        val loop = factory?.newLoop() ?: threadLoop.newLoop()
        if (debug != null) loop.isDebug = debug
        // With a factory the caller has his own ideas of what the thread's loop is.
        if (factory == null) threadLoop.set(loop)
        return Open(loop, Ambient.here().cell.copy())
    }

    override fun <T> run(
        options: TaskOptions,
        body: Callable<T>
    ): T {
        check(Seat.driving() == null) {
            "A run inside a run: a loop is running on this thread; await the work instead."
        }
        val open = open()
        (open.loop as? CoroutineEventLoop)?.refuseSecondRun()
        val main = open.loop.createTask(options.inContext(open.context.apart()), body)
        CtrlC.during(main) { interrupted ->
            try {
                return open.loop.driveUntilDone(main)
            } catch (cancelled: CancellationException) {
                if (!interrupted()) throw cancelled
                throw RunInterruptedException(
                    "Interrupted by Ctrl-C; the main task was cancelled and has ended.",
                    cancelled
                )
            }
        }
    }

    private fun <T> EventLoop.driveUntilDone(main: Task<T>): T =
        if (this is CoroutineEventLoop) {
            drive(main) { main.cancel("the thread that runs the loop was interrupted") }
        } else {
            runUntilComplete(main)
        }

    override fun close() {
        val open =
            synchronized(this) {
                if (isClosed) return
                state?.let { refuseWhileInUse(it.loop) }
                isClosed = true
                state.also { state = null }
            } ?: return
        try {
            closeDown(open.loop)
        } finally {
            if (factory == null) threadLoop.clear(open.loop)
        }
    }
}

/** Asked before anything changes: a close that is refused must leave all as it was. */
private fun refuseWhileInUse(loop: EventLoop) =
    check(!loop.isRunning && !loop.isOnItsPool()) {
        "$loop is in use by this Runner; let its run end before closing it, and close it from outside."
    }

/** The options with this context, unless they name one of their own. */
internal fun TaskOptions.inContext(context: Context): TaskOptions =
    if (context() == null) withContext(context) else this
