package dev.aiko.engine.task

import dev.aiko.engine.debug.Station
import dev.aiko.engine.debug.passes
import dev.aiko.engine.loop.Seat
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import kotlin.coroutines.coroutineContext
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.coroutines.jvm.internal.CoroutineStackFrame

/** Notes which task failed with it, and where that one was made. */
internal fun Throwable.cameFrom(task: String, createdAt: Throwable) =
    passes(Station("$task was created", createdAt.stackTrace.asList()))

/** The outcome for the straight-line code that awaits it here. */
internal fun <T> CompletableFuture<T>.outcomeHere(): T {
    val failure = failureForGood() ?: return valueNow()
    val seat = Seat.driving()
    val home = seat?.core?.owner as? Home ?: (this as? EngineFuture)?.home
    if (home?.debug == true && failure !is CancellationException) {
        val who = taskOf(seat?.core?.running)?.name() ?: Thread.currentThread().toString()
        failure.passes(Station("awaited in $who", Throwable().stackTrace.asList()))
    }
    throw forJava(failure)
}

/**
 * Notes that the coroutine awaits what has failed. The stack of its thread tells nothing of who called
 * it: that is known by the frames it keeps for itself.
 */
internal suspend fun Throwable.isAwaitedHere() {
    val task = coroutineContext[TaskElement] ?: return
    if (!task.home.debug) return
    val frames =
        suspendCoroutineUninterceptedOrReturn<List<StackTraceElement>> { continuation ->
            generateSequence(continuation as? CoroutineStackFrame) { it.callerFrame }
                .mapNotNull { it.getStackTraceElement() }
                .toList()
        }
    passes(Station("awaited in ${task.name()}", frames))
}
