package dev.aiko.engine.task

import dev.aiko.engine.debug.Reports
import dev.aiko.scope.AsyncCloseable
import java.util.concurrent.ConcurrentHashMap

/** What is being gone through on a loop, so that it can be closed before the loop is. */
internal class OpenSequences {
    /** Each way through under the task that makes its values. */
    private val open = ConcurrentHashMap<EngineTask<*>, AsyncCloseable>()

    /** Whether they were shut down once. */
    @Volatile
    private var isShutDown = false

    /** The tasks that must not be cancelled like others: to close their sequence is to end them. */
    val makers: Set<EngineTask<*>> get() = open.keys

    fun opened(maker: EngineTask<*>, cursor: AsyncCloseable, loopName: String) {
        if (isShutDown) {
            Reports.warn(
                "A sequence was opened on EventLoop '$loopName' after shutdownAsyncGenerators."
            )
        }
        open[maker] = cursor
    }

    fun closed(maker: EngineTask<*>) {
        open.remove(maker)
    }

    /** All that are open; later ones are a mistake. */
    fun shutDown(): List<AsyncCloseable> {
        isShutDown = true
        return open.values.toList()
    }
}
