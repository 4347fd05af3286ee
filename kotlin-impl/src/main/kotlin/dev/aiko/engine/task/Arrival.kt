package dev.aiko.engine.task

/**
 * A future that is completed by a step of its own, and the body that alone awaits it goes on in that
 * very step.
 *
 * An ordinary future would resume the body one turn after it is done. Asyncio's `sleep(0)` and its
 * locks take exactly one turn, and programs that interleave by it count on that.
 */
internal abstract class Arrival<T>(home: Home) :
    Delivery<T>(home),
    Runnable {
    /** Whether a body alone waits here, so that going on at once overtakes nobody. */
    var resumesAtOnce = false
        private set

    final override fun run() {
        resumesAtOnce = line is StraightTask<*>
        arrive()
    }

    /** Completes this future. */
    protected abstract fun arrive()
}
