package dev.aiko.engine.debug

import dev.aiko.engine.loop.CallbackErrors
import dev.aiko.engine.loop.isFatal
import dev.aiko.loop.ErrorReport
import dev.aiko.loop.EventLoop
import dev.aiko.loop.ExceptionHandler
import dev.aiko.loop.Handle
import java.lang.System.Logger
import java.lang.System.Logger.Level

/** Where a loop takes the errors that nobody else can receive: to the handler set, or to the log. */
internal class Reports(
    private val loop: EventLoop
) : CallbackErrors {
    /** Any thread may set it. */
    @Volatile
    var handler: ExceptionHandler? = null

    fun report(report: ErrorReport) {
        val handler = handler ?: return log(report)
        try {
            handler.handle(loop, report)
        } catch (failure: Throwable) {
            if (isFatal(failure)) throw failure
            LOGGER.log(Level.ERROR, "The exception handler of $loop failed.", failure)
            log(report)
        }
    }

    fun log(report: ErrorReport) {
        val text =
            buildString {
                append(report.message())
                report.future()?.let { append("\n  future: ").append(it) }
                report.handle()?.let { append("\n  handle: ").append(it) }
                report.createdAt()?.stackTrace?.let { frames ->
                    append("\n  created at (innermost call first):")
                    frames.forEach { append("\n\tat ").append(it) }
                }
            }
        LOGGER.log(Level.ERROR, text, report.exception())
    }

    /** An ordinary error of a callback is reported and the loop goes on; a fatal one leaves the run. */
    override fun caught(error: Throwable, handle: Handle?, createdAt: Throwable?) {
        if (isFatal(error)) throw error
        report(
            ErrorReport(
                "A callback failed: ${handle ?: "an asynchronous stage, or a runnable of an executor"}",
                error,
                null,
                handle,
                createdAt
            )
        )
    }

    companion object {
        private val LOGGER: Logger = System.getLogger("dev.aiko")

        fun warn(text: String) = LOGGER.log(Level.WARNING, text)
    }
}
