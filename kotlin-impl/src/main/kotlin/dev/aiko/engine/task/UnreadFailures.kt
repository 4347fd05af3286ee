package dev.aiko.engine.task

import dev.aiko.loop.ErrorReport
import java.lang.ref.Cleaner
import java.util.concurrent.ConcurrentHashMap

/**
 * Failures that nobody has looked at: each is reported once, when its future is garbage, or when the
 * loop closes and the future is still there.
 *
 * Only a future that fails while nobody waits for it gets in here, so the good path pays nothing.
 * What is kept is the end of the future and a description, never the future itself.
 */
internal class UnreadFailures(
    private val report: (ErrorReport) -> Unit
) {
    private val unread: MutableMap<Ended, Unread> = ConcurrentHashMap()

    private class Unread(
        val who: String,
        val createdAt: Throwable?
    )

    fun watch(
        end: Ended,
        future: EngineFuture
    ) {
        unread[end] =
            when (future) {
                is EngineTask<*> -> Unread("Task '${future.name()}'", future.createdAt)
                is EnginePromise<*> -> Unread("A future", future.createdAt)
                else -> Unread(future.javaClass.simpleName, null)
            }
        try {
            CLEANER.register(future) { settle(end) }
        } catch (_: OutOfMemoryError) {
            settle(end) // no thread for the cleaner: better too early than never
        }
    }

    /** The loop closes: nobody will be able to await these any more. */
    fun reportAll() = unread.keys.toList().forEach(::settle)

    private fun settle(end: Ended) {
        val entry = unread.remove(end) ?: return
        if (end.seen) return
        val message = "${entry.who} failed, and its failure was never looked at."
        report(ErrorReport(message, end.failure, null, null, entry.createdAt))
    }

    private companion object {
        /** One daemon thread for the process, made when the first failure goes unread. */
        val CLEANER: Cleaner by lazy { Cleaner.create() }
    }
}
