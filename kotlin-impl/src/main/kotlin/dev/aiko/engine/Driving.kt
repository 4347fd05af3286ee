package dev.aiko.engine

import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.task.EngineFuture
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.ended
import dev.aiko.engine.task.outcomeForJava
import dev.aiko.engine.task.wakeWhenDone
import java.util.concurrent.CompletableFuture

/**
 * `runUntilComplete`: drives the loop on the calling thread until [future] is done.
 *
 * @param onInterrupt told when the calling thread is interrupted meanwhile
 */
internal fun <T> CoroutineEventLoop.drive(
    future: CompletableFuture<T>,
    onInterrupt: () -> Unit = {}
): T {
    refuseSecondRun()
    home.ensureOpen()
    val stopper = Stopper(core)
    if (!future.wakeWhenDone(stopper)) stopper.wake()
    try {
        core.hosting.run(onInterrupt)
    } finally {
        stopper.isOver = true
        (future as? EngineFuture)?.ended?.look()
    }
    check(future.isDone) {
        "EventLoop '${core.name}' was stopped before $future was done; run it again to finish or cancel that."
    }
    return future.outcomeForJava()
}

/** Ends the run when the driven future is done, unless that run is over already. */
private class Stopper(
    private val core: LoopCore
) : Waiter,
    Runnable {
    @Volatile
    var isOver = false

    override fun wake() {
        core.post(this)
    }

    override fun run() {
        if (!isOver) core.hosting.stop()
    }

    override fun toString(): String = "the run of EventLoop '${core.name}'"
}
