package dev.aiko.engine.scope

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.giveUp
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.stageOf
import dev.aiko.scope.AsyncCloseable
import java.util.Objects
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Function

/** A stage with a resource: done when the stage is and the resource is closed. */
internal class Using<R : AsyncCloseable, T>(home: Home, private val resource: R) :
    Composite<T>(home) {
    @Volatile
    private var stage: CompletableFuture<T>? = null

    @Volatile
    private var closing: CompletableFuture<*>? = null

    fun begin(block: Function<in R, out CompletionStage<T>>): Using<R, T> {
        Objects.requireNonNull(resource, "resource")
        Objects.requireNonNull(block, "block")
        val used = stageOf { block.apply(resource) }
        stage = used
        Part(home, used, taker = this) { close(used) }.watch()
        return this
    }

    private fun close(used: CompletableFuture<T>) {
        val closing = stageOf { resource.closeAsync() }
        this.closing = closing
        Part(home, closing) { end(used, closing) }.watch()
    }

    private fun end(used: CompletableFuture<T>, closing: CompletableFuture<*>) {
        val failure = used.failure()
        val notClosed = closing.failure()
        when {
            failure == null && notClosed == null -> passOn { used.outcome() }

            failure == null -> {
                completeExceptionally(notClosed!!)
                giveBack()
            }

            notClosed != null && failure is CancellationException ->
                completeExceptionally(notClosed)

            // as in closeAfter

            else -> {
                if (notClosed != null && notClosed !== failure) failure.addSuppressed(notClosed)
                completeExceptionally(failure)
            }
        }
    }

    /** The closing itself is never interrupted. */
    override fun stopParts(reason: String?): Boolean = stage?.giveUp(reason) == true

    override fun carried() = listOfNotNull(stage)

    override fun waitsFor(): Collection<Any> = listOfNotNull(closing ?: stage)
}

/** The same for a coroutine. Nothing interrupts the closing, and its failure hides no other. */
internal suspend fun <R : AsyncCloseable, T> R.usedSuspending(block: suspend (R) -> T): T {
    var failure: Throwable? = null
    try {
        return block(this)
    } catch (thrown: Throwable) {
        failure = thrown
        throw thrown
    } finally {
        closeAfter(failure)
    }
}

/** Closes it, and nothing interrupts that. */
internal suspend fun AsyncCloseable.closedSuspending() {
    runSuspendingShielded { awaitSuspending(closeAsync()) }
}

private suspend fun AsyncCloseable.closeAfter(failure: Throwable?) {
    try {
        closedSuspending()
    } catch (notClosed: Throwable) {
        // A cancellation may go unseen, and what happened in the cleanup must not go with it.
        if (failure == null || failure is CancellationException) throw notClosed
        if (failure !== notClosed) failure.addSuppressed(notClosed)
    }
}
