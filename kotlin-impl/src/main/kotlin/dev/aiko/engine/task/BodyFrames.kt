package dev.aiko.engine.task

/** Where a straight-line body waits on this thread, innermost first, without our own frames. */
internal fun Thread.framesOfBody(): List<StackTraceElement> {
    val frames = stackTrace.asList()
    // A body that waits may be driving the loop on its own stack: its frames begin below that.
    return frames.drop(frames.indexOfLast { it.isWait() } + 1).filterNot { it.isMachinery() }
}

private fun StackTraceElement.isWait() =
    methodName == "yieldTurn" && className == StraightTask::class.java.name

private fun StackTraceElement.isMachinery(): Boolean = MACHINERY.any(className::startsWith)

/** Frames that are not the user's: ours, and the thread's own first and last ones. */
private val MACHINERY =
    listOf("dev.aiko.engine.", "java.lang.", "jdk.internal.") +
        listOf("Aiko", "TaskGroup", "LimitVerbs", "CombinationVerbs", "Scoped", "QuietLimit")
            .map { "dev.aiko.$it" }
