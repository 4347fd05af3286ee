package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.engine.CoroutineEventLoop
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.JobFuture
import dev.aiko.engine.task.awaitWhateverHappens
import dev.aiko.loop.EventLoop
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher

/**
 * Runs code that blocks in the pool of the running loop, in the same context, and waits for its end,
 * also when the coroutine is cancelled meanwhile; then the outcome is dropped. Registered
 * thread-locals are there as well; what the code changes in them stays there.
 */
@JvmSynthetic
public suspend fun <T> blocking(block: () -> T): T {
    val home =
        Seat.driving()?.core?.owner as? Home
            ?: error("blocking { } outside of a loop; call it in a task, or in runAiko { }.")
    val cell = Ambient.here().cell.apart()
    val job = JobFuture(home) { cell.within(block) }.startOn(home.workers)
    return awaitWhateverHappens(job)
}

/** The loop as a dispatcher: what is dispatched runs in its turns, delays are its timers. */
@JvmSynthetic
public fun EventLoop.asCoroutineDispatcher(): CoroutineDispatcher =
    if (this is CoroutineEventLoop) home.dispatcher else asExecutorService().asCoroutineDispatcher()
