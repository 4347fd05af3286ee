package dev.aiko.engine.combine

import dev.aiko.engine.loop.textOf
import dev.aiko.engine.task.EngineFuture
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.ended
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.wakeWhenDone
import dev.aiko.task.LoopFuture
import java.util.Collections
import java.util.WeakHashMap
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/**
 * Whoever waited for [future] has gone, and left it running: should it fail while nobody else
 * waits, the exception handler hears of it, once, however many have gone.
 */
internal fun reportIfLost(home: Home, future: CompletableFuture<*>) {
    val isFirst =
        if (future is EngineFuture) future.interest.isFirstToWatch() else foreign.add(future)
    if (!isFirst) return
    val lost = Lost(home, future)
    if (!future.wakeWhenDone(lost)) lost.report()
}

/** Futures from elsewhere that are watched; ours know it themselves. Any thread may add one. */
private val foreign = Collections.synchronizedSet(
    Collections.newSetFromMap(WeakHashMap<CompletableFuture<*>, Boolean>())
)

private class Lost(private val home: Home, private val future: CompletableFuture<*>) : Waiter {
    override val isInterested: Boolean get() = false

    override fun wake() {
        if ((future as? EngineFuture)?.ended?.seen != true) report()
    }

    fun report() {
        val failure = future.failure()
        if (failure == null || failure is CancellationException) return
        home.report(
            "${textOf(future)} failed after those who waited for it had gone.",
            failure,
            future as? LoopFuture<*>
        )
    }
}
