package dev.aiko.engine.task

import dev.aiko.engine.loop.isFatal
import dev.aiko.scope.AsyncCloseable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage

/**
 * What a straight-line body goes through with a plain `for`, which tells nobody when it is left. So
 * it is closed when the body is over and before its task is: no maker outlives its consumer.
 *
 * Guarded by the role.
 */
internal class LeftOpen {
    private val open = LinkedHashSet<AsyncCloseable>()

    fun add(sequence: AsyncCloseable) {
        open += sequence
    }

    fun remove(sequence: AsyncCloseable) {
        open -= sequence
    }

    /** Closes the inner ones first. After a fatal failure nothing is waited for any more. */
    fun close(body: StraightTask<*>, failure: Throwable?) {
        val closing = open.toList().asReversed().map { it.closeAsync() }
        if (failure != null && isFatal(failure)) return
        body.shields++
        for (stage in closing) awaitEnd(body, stage)
        body.shields--
    }

    private fun awaitEnd(body: StraightTask<*>, closing: CompletionStage<*>) {
        try {
            awaitForJava(closing)
        } catch (_: CancellationException) {
            // The loop was closed, and the body with it.
        } catch (failure: Throwable) {
            body.home.report("The cleanup of a sequence failed.", failure, body)
        }
    }
}
