package dev.aiko.coroutines

import dev.aiko.Aiko
import dev.aiko.engine.CoroutineEventLoop
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.scope.home
import dev.aiko.engine.task.JobFuture
import dev.aiko.engine.task.atWork
import dev.aiko.engine.task.awaitWhateverHappens
import dev.aiko.engine.task.foreignElements
import dev.aiko.loop.EventLoop
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher
import kotlin.coroutines.coroutineContext

/**
 * Runs code that blocks in the pool of the coroutine's loop, in the same context, and waits for its
 * end, also when the coroutine is cancelled meanwhile; then the outcome is dropped. Registered
 * thread-locals are there as well; what the code changes in them stays there. The elements of other
 * libraries in the coroutine's context do their work, as in `withContext(Dispatchers.IO)`.
 */
@JvmSynthetic
public suspend fun <T> blocking(block: () -> T): T {
    val context = coroutineContext
    val home = context.home()
    val cell = Ambient.here().cell.apart()
    val elements = context.foreignElements()
    val job = JobFuture(home) { cell.within { elements.atWork(context, block) } }
    return awaitWhateverHappens(job.startOn(home.workers))
}

/** The loop as a dispatcher: what is dispatched runs in its turns, delays are its timers. */
@JvmSynthetic
public fun EventLoop.asCoroutineDispatcher(): CoroutineDispatcher =
    (this as? CoroutineEventLoop)?.guests?.dispatcher
        ?: asExecutorService().asCoroutineDispatcher()
