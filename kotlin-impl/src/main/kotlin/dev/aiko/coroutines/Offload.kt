package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.engine.CoroutineEventLoop
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.Home
import dev.aiko.loop.EventLoop
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.withContext

/**
 * Runs code that blocks in the pool of the running loop, in the same context, and waits for its end,
 * also when the coroutine is cancelled meanwhile.
 */
@JvmSynthetic
public suspend fun <T> blocking(block: () -> T): T {
    val home = Seat.driving()?.core?.owner as? Home
    val pool =
        home?.workers?.asCoroutineDispatcher()
            ?: error("blocking { } needs a running loop; none runs on this thread.")
    return withContext(pool) { block() }
}

/** The loop as a dispatcher: what is dispatched runs in its turns, delays are its timers. */
@JvmSynthetic
public fun EventLoop.asCoroutineDispatcher(): CoroutineDispatcher =
    if (this is CoroutineEventLoop) home.dispatcher else asExecutorService().asCoroutineDispatcher()
