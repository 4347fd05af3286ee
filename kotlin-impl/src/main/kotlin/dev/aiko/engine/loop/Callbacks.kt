package dev.aiko.engine.loop

import dev.aiko.context.Context
import dev.aiko.engine.context.ContextCell
import dev.aiko.loop.Handle
import dev.aiko.loop.TimerHandle
import java.time.Duration

/** Receives what a callback throws; a fatal error it throws on, out of the run. */
internal fun interface CallbackErrors {
    fun caught(error: Throwable, handle: Handle?, createdAt: Throwable?)
}

/** A callback in the line of `callSoon`. */
internal class SoonHandle(
    // Forgotten on cancel; only the one who wins the race of Scheduled touches it after that.
    private var callback: Runnable?,
    override val cell: ContextCell,
    private val errors: CallbackErrors,
    private val createdAt: Throwable?
) : Scheduled(),
    Handle,
    Errand {
    override fun fire() = fireCallback(callback!!, this, errors, createdAt)

    override fun cancel() {
        if (revoke() && createdAt == null) callback = null
    }

    override fun isCancelled(): Boolean = isRevoked

    override fun context(): Context = cell

    override fun toString(): String = describe("Handle", isRevoked, callback, createdAt)
}

/** A callback in the heap of `callLater` and `callAt`. */
internal class LaterHandle(
    core: LoopCore,
    deadline: Long,
    private var callback: Runnable?,
    override val cell: ContextCell,
    private val errors: CallbackErrors,
    private val createdAt: Throwable?
) : Timer(core, deadline),
    TimerHandle,
    Errand {
    override fun fire() = fireCallback(callback!!, this, errors, createdAt)

    override fun cancel() {
        if (cancelTimer() && createdAt == null) callback = null
    }

    override fun isCancelled(): Boolean = isRevoked

    override fun context(): Context = cell

    override fun `when`(): Duration = Duration.ofNanos(deadline)

    override fun toString(): String =
        describe("TimerHandle", isRevoked, callback, createdAt, " when=${`when`()}")
}

/**
 * A stage of `thenApplyAsync` and its like. No handle, and not thrown away when the loop closes:
 * whoever waits for the stage would wait for ever.
 */
internal class AsyncStage(
    private val command: Runnable,
    override val cell: ContextCell,
    private val errors: CallbackErrors
) : Runnable,
    Errand {
    override fun run() {
        try {
            command.run()
        } catch (error: Throwable) {
            errors.caught(error, null, null)
        }
    }

    override fun toString(): String = "<Stage>"
}

private fun fireCallback(
    callback: Runnable,
    handle: Handle,
    errors: CallbackErrors,
    createdAt: Throwable?
) {
    try {
        callback.run()
    } catch (error: Throwable) {
        errors.caught(error, handle, createdAt)
    }
}

/** In debug mode (with [createdAt]) a cancelled handle still shows what it was. */
private fun describe(
    kind: String,
    cancelled: Boolean,
    callback: Runnable?,
    createdAt: Throwable?,
    more: String = ""
): String =
    buildString {
        append('<').append(kind)
        if (cancelled) append(" cancelled")
        append(more)
        if (callback != null) append(' ').append(textOf(callback))
        val place = createdAt?.stackTrace?.firstOrNull {
            !it.className.startsWith("dev.aiko.engine")
        }
        if (place != null) append(" created at ").append(place)
        append('>')
    }
