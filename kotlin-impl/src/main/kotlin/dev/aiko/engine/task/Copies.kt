package dev.aiko.engine.task

/**
 * The failure that was thrown, where kotlinx has thrown a copy of it instead: it makes one at every
 * border of a scope, to recover stack traces, when assertions are on. A failure has to stay the same
 * object, so that whoever sees it twice knows it again.
 *
 * A copy is known by its cause, which is of its class, and by the frame that kotlinx draws into its
 * stack trace.
 */
internal fun uncopied(thrown: Throwable): Throwable {
    var failure = thrown
    while (true) {
        val cause = failure.cause
        val isCopy = cause != null && cause.javaClass == failure.javaClass && failure.hasBoundary()
        if (!isCopy) return failure
        failure = cause
    }
}

private fun Throwable.hasBoundary() = stackTrace.any { it.className.startsWith("_COROUTINE.") }
