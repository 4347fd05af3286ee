package dev.aiko.behaviour.suspending

import dev.aiko.loop.ErrorReport
import dev.aiko.loop.EventLoop
import dev.aiko.loop.ExceptionHandler
import java.util.concurrent.CopyOnWriteArrayList

/** Keeps what the loop reports. */
class Reports : ExceptionHandler {
    val all: MutableList<ErrorReport> = CopyOnWriteArrayList()

    override fun handle(loop: EventLoop, report: ErrorReport) {
        all += report
    }
}
