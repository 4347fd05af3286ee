package dev.aiko.engine.combine

import dev.aiko.combine.Outcome
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.giveUpAll
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.returnToSender
import dev.aiko.task.TaskCancelledException
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger

/** Waits for all of [stages] and makes a list of them; each is watched once. */
internal abstract class Gathering<T, R>(
    home: Home,
    protected val stages: List<CompletableFuture<out T>>
) : Composite<List<R>>(home) {
    private val left = AtomicInteger()

    fun begin(): Gathering<T, R> {
        val parts = stages.toSet().map { Part(home, it, taker = this, onEnd = ::ended) }
        left.set(parts.size)
        if (parts.isEmpty()) complete(emptyList()) else parts.forEach(Part<T>::watch)
        return this
    }

    private fun ended(part: Part<T>) {
        val failure = part.future.failure()
        if (failure != null && failed(failure)) hasFailed = true
        if (left.decrementAndGet() > 0) return // counted last: whoever comes to 0 sees the failure
        val asked = request
        if (asked != null) {
            completeExceptionally(asked)
            giveBack() // what came to some of them before
        } else if (!hasFailed) {
            passOn(::list)
        }
    }

    /** Whether one of them has ended the whole; what came to the others stays with them. */
    @Volatile
    private var hasFailed = false

    /** One of them has failed, or was cancelled: whether that ends the whole. */
    protected abstract fun failed(failure: Throwable): Boolean

    /** All have ended, and none of them has ended the whole. */
    protected abstract fun list(): List<R>

    override fun carried() = stages

    override fun stopParts(reason: String?): Boolean = stages.giveUpAll(reason)

    override fun waitsFor(): Collection<Any> = stages.filterNot { it.isDone }
}

/** All values, or the first failure. */
internal class Gather<T>(home: Home, stages: List<CompletableFuture<out T>>) :
    Gathering<T, T>(home, stages) {
    override fun failed(failure: Throwable): Boolean {
        val ours = if (failure is CancellationException) request ?: notOurs(failure) else failure
        return completeExceptionally(ours)
    }

    /** A part that somebody else cancelled is a failure: the whole was not cancelled. */
    private fun notOurs(cancelled: CancellationException): Throwable =
        TaskCancelledException(
            "One of the futures gathered was cancelled" +
                (cancelled.message?.let { ": $it" } ?: "") + ".",
            cancelled
        )

    override fun list(): List<T> = stages.map { it.outcome() }
}

/** How each of them ended. */
internal class GatherSettled<T>(home: Home, stages: List<CompletableFuture<out T>>) :
    Gathering<T, Outcome<T>>(home, stages) {
    override fun failed(failure: Throwable) = false

    override fun list(): List<Outcome<T>> = stages.map(::outcomeOf)
}

private fun <T> outcomeOf(future: CompletableFuture<out T>): Outcome<T> =
    when (val failure = future.failure()) {
        null -> Outcome.Succeeded(future.outcome())
        is CancellationException -> Outcome.Cancelled(failure)
        else -> Outcome.Failed(failure)
    }
