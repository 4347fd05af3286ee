package dev.aiko.engine.wait

import dev.aiko.Aiko
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.runningHome
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopOptions
import java.util.concurrent.CompletableFuture

/**
 * The loop for the futures of threads that run none. Ours, whatever loops the program makes.
 *
 * It serves everybody in the process, and nobody could make another. So neither a fatal error on it
 * nor a stop is its end: it runs again. Only whoever closes it between two runs ends it, as every
 * loop, and the next who needs one gets a new one.
 */
internal object Elsewhere {
    private const val NAME = "aiko-elsewhere"

    /** Written within the monitor, and read anywhere. */
    @Volatile
    private var latest: Home? = null

    fun home(): Home = latest.takeIfOpen() ?: renewed()

    /** Within the monitor, so that of many who find the latest one closed one makes the next. */
    @Synchronized
    private fun renewed(): Home = latest.takeIfOpen() ?: newHome().also { latest = it }

    /** While it closes it still takes what comes, but to cancel it. */
    private fun Home?.takeIfOpen(): Home? = this?.takeUnless { it.core.hosting.isClosing }

    private fun newHome(): Home {
        val loop = Aiko.newEventLoop(LoopOptions.none().withName(NAME))
        val home = CompletableFuture<Home>()
        loop.callSoon { home.complete(runningHome("This belongs to a loop")) }
        // Whoever is the first to need it passes on nothing: not even a class loader, which would
        // keep a whole application in memory that a server has undeployed.
        Thread(null, { host(loop) }, NAME, 0, false).apply {
            contextClassLoader = ClassLoader.getSystemClassLoader()
            isDaemon = true
            start()
        }
        return home.join()
    }

    private fun host(loop: EventLoop) {
        while (!loop.isClosed) {
            try {
                loop.runForever()
            } catch (leaving: Throwable) {
                // Who waited for the body has the error. The process hears of it here, as it does
                // when a thread ends with one.
                if (!loop.isClosed) tell(leaving)
            }
        }
    }

    private fun tell(leaving: Throwable) {
        val thread = Thread.currentThread()
        try {
            thread.uncaughtExceptionHandler.uncaughtException(thread, leaving)
        } catch (_: Throwable) {
            // As with the JDK's own call of it, nobody is left to tell.
        }
    }
}
