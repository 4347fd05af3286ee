package dev.aiko.engine.wait

import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.outcome
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException

/** Waits on a plain thread, which it blocks. */
internal fun <T> Wish<T>.block(verb: String): T {
    val loop = Seat.driving()?.core?.name
    check(loop == null) {
        "$verb would block EventLoop '$loop'; await its Async twin instead, or suspend."
    }
    if (Thread.interrupted()) throw InterruptedException("Interrupted before $verb could wait.")
    val waiting = ThreadTicket(this)
    ticket = waiting
    if (!takeOrQueue()) waiting.await()
    return granted()
}

private class ThreadTicket(private val wish: Wish<*>) : Ticket {
    private val told = CompletableFuture<Unit>()

    override fun grant() {
        if (!told.complete(Unit)) wish.giveBack()
    }

    override fun fail(failure: Throwable) {
        told.completeExceptionally(failure)
    }

    fun await() {
        try {
            told.get()
        } catch (interrupted: InterruptedException) {
            told.cancel(false)
            wish.leave()
            if (wish.giveBack()) {
                throw InterruptedException("Interrupted while it waited for ${wish.aim}.")
                    .initCause(interrupted)
            }
            Thread.currentThread().interrupt() // it is done, and cannot be undone
        } catch (_: ExecutionException) {
            told.outcome() // throws the failure itself
        }
    }
}
