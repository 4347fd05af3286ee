package dev.aiko.engine

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.outcomeForJava
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopFactory
import dev.aiko.spi.RunnerCore
import dev.aiko.task.TaskOptions
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicBoolean

/** A runner whose loop runs on a daemon thread of its own, from the start to [close]. */
internal class BackgroundRunner(
    name: String,
    factory: LoopFactory,
    debug: Boolean?
) : RunnerCore {
    private val loop = factory.newLoop().also { if (debug != null) it.isDebug = debug }
    private val context = Ambient.here().cell.copy()
    private val isClosed = AtomicBoolean()

    private val thread =
        Thread({ loop.runForever() }, name).apply {
            isDaemon = true
            start()
        }

    override fun loop(): EventLoop {
        check(!isClosed.get()) { "This Runner is closed; make a new one." }
        return loop
    }

    override fun <T> run(
        options: TaskOptions,
        body: Callable<T>
    ): T {
        refuseOwnThread("run")
        val main = loop().createTask(
            if (options.context() ==
                null
            ) {
                options.withContext(context)
            } else {
                options
            },
            body
        )
        return try {
            main.get()
            main.outcomeForJava()
        } catch (_: java.util.concurrent.ExecutionException) {
            main.outcomeForJava()
        } catch (interrupted: InterruptedException) {
            main.cancel("the thread that waits for it was interrupted")
            Thread.currentThread().interrupt()
            throw java.util.concurrent.CancellationException(
                "Interrupted while waiting for $main."
            ).initCause(interrupted)
        }
    }

    /** Ends the tasks while the loop still runs, so that their cleanup may wait; then stops it. */
    override fun close() {
        refuseOwnThread("close")
        if (!isClosed.compareAndSet(false, true)) return
        if (thread.isAlive) {
            val left = loop.allTasks()
            left.forEach { it.cancel("the run is over") }
            val ends = left.map { task ->
                task.handle { _, failure -> reportFailure(loop, task, failure) }
            }
            CompletableFuture.allOf(*ends.toTypedArray()).join()
            loop.stop()
            thread.joinUninterruptibly()
        }
        closeDown(loop)
    }

    private fun refuseOwnThread(verb: String) {
        check(Seat.driving() == null) {
            "$verb() of a background Runner blocks, and this is the thread of a loop; await a task of its loop instead."
        }
    }

    private fun Thread.joinUninterruptibly() {
        var interrupted = false
        while (isAlive) {
            try {
                join(TimeUnit.MINUTES.toMillis(1))
            } catch (_: InterruptedException) {
                interrupted = true
            }
        }
        if (interrupted) Thread.currentThread().interrupt()
    }
}
