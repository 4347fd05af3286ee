package dev.aiko.engine.task

/** What few tasks have, in an object of its own, because there may be a million of the others. */
internal class Particulars<T>(
    /** The name given; any thread may change it. */
    @Volatile var name: String?,
    /** Where the task was made, in debug mode. */
    val createdAt: Throwable?
) {
    /** What a time limit that is over makes of a cancellation. Guarded by the role. */
    var expired: Verdict<T>? = null
}
