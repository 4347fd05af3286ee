package dev.aiko.engine.task

import dev.aiko.engine.debug.Reports
import dev.aiko.scope.AsyncCloseable
import java.lang.System.Logger.Level
import java.util.concurrent.ConcurrentHashMap

/** What is being gone through on a loop, so that it can be closed before the loop is. */
internal class OpenSequences {
    private val open: MutableSet<AsyncCloseable> = ConcurrentHashMap.newKeySet()

    /** Whether they were shut down once. */
    @Volatile
    private var isShutDown = false

    fun opened(cursor: AsyncCloseable, loopName: String) {
        if (isShutDown) {
            Reports.LOGGER.log(
                Level.WARNING,
                "A sequence was opened on EventLoop '$loopName' after shutdownAsyncGenerators."
            )
        }
        open.add(cursor)
    }

    fun closed(cursor: AsyncCloseable) {
        open.remove(cursor)
    }

    /** All that are open; later ones are a mistake. */
    fun shutDown(): List<AsyncCloseable> {
        isShutDown = true
        return open.toList()
    }
}
