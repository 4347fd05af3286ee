package dev.aiko.engine

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.Abroad
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.outcomeForJava
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopFactory
import dev.aiko.spi.RunnerCore
import dev.aiko.task.TaskOptions
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.ExecutionException

/**
 * A runner whose loop runs on a daemon thread of its own, from the start to [close]; also the end
 * of the loop happens there, so that the cleanup of tasks may wait as long as it needs.
 */
internal class BackgroundRunner(name: String, factory: LoopFactory, debug: Boolean?) : RunnerCore {
    private val loop = factory.newLoop().also {
        if (debug != null) it.isDebug = debug
        (it as? CoroutineEventLoop)?.isHosted = true
    }
    private val context = Ambient.here().cell.copy()

    /** Set once by [close]; any thread reads it. */
    @Volatile
    private var isClosed = false

    /** It lives on, and so takes the class loader of its maker along, but no thread-locals. */
    private val thread =
        Thread(null, ::host, name, 0, false).apply {
            contextClassLoader = Thread.currentThread().contextClassLoader
            isDaemon = true
            start()
        }

    private fun host() {
        try {
            loop.runForever()
        } finally {
            closeDown(loop)
        }
    }

    override fun loop(): EventLoop {
        check(!isClosed) { "This Runner is closed; make a new one." }
        return loop
    }

    override fun <T> run(options: TaskOptions, body: Callable<T>): T {
        refuseOwnThread("run")
        val main = loop().createTask(options.inContext(context.apart()), body)
        try {
            main.get()
        } catch (_: ExecutionException) {
            // outcomeForJava() below throws the failure itself
        } catch (interrupted: InterruptedException) {
            main.cancel("the thread that waits for it was interrupted")
            Thread.currentThread().interrupt()
            throw CancellationException("Interrupted while waiting for $main.")
                .initCause(interrupted)
        }
        return main.outcomeForJava()
    }

    override fun close() {
        refuseOwnThread("close")
        synchronized(this) {
            if (isClosed) return
            isClosed = true
        }
        if (!loop.isClosed) loop.stop()
        joinUninterruptibly(thread)
    }

    private fun refuseOwnThread(verb: String) {
        check(!isOurs()) {
            "$verb() of this Runner waits for its loop, and this code belongs to that; " +
                "call it in code of somebody else, or runner.loop().stop() here."
        }
        check(Seat.driving() == null) {
            "$verb() of a background Runner blocks, and this is the thread of a loop; " +
                "write blocking(() -> runner.$verb(…))."
        }
    }

    /** Also on a thread of a pool or a dispatcher, on which code of our loop waits for its end. */
    private fun isOurs(): Boolean {
        val here = Ambient.installed()
        val home = if (here is Seat) here.core.owner as? Home else (here as? Abroad)?.home
        return home?.loop === loop || loop.isOnItsPool()
    }

    private fun joinUninterruptibly(thread: Thread) {
        var interrupted = false
        while (true) {
            try {
                thread.join()
                break
            } catch (_: InterruptedException) {
                interrupted = true // passed on when the thread has ended: the close is not given up
            }
        }
        if (interrupted) Thread.currentThread().interrupt()
    }
}
