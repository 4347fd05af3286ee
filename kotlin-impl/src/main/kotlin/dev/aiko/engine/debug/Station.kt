package dev.aiko.engine.debug

import dev.aiko.engine.loop.LoopCore

/**
 * A place that a failure has come through, on its way from task to task and from one language to the
 * other: the failure stays the same object, and in debug mode its stack trace tells the stations.
 */
internal class Station(private val text: String, frames: List<StackTraceElement>) :
    Throwable(text, null, false, true) {
    init {
        stackTrace = frames.takeWhile { !it.isLoop() }.filterNot { it.isMachinery() }.toTypedArray()
    }

    override fun toString(): String = text

    /** Where a step begins. Further out is whoever drives the loop, often a stranger that waits. */
    private fun StackTraceElement.isLoop() =
        methodName == "step" && className == LoopCore::class.java.name

    private fun StackTraceElement.isMachinery() = MACHINERY.any(className::startsWith)

    private companion object {
        val MACHINERY =
            listOf("dev.aiko.engine.", "dev.aiko.coroutines.", "dev.aiko.Aiko", "java.", "jdk.") +
                listOf("dev.aiko.loop.", "kotlin.", "kotlinx.", "_COROUTINE.")
    }
}

/** Adds a station; a failure that goes round for ever does not grow for ever. */
internal fun Throwable.passes(station: Station) {
    if (suppressed.count { it is Station } < MOST_STATIONS) addSuppressed(station)
}

private const val MOST_STATIONS = 30
