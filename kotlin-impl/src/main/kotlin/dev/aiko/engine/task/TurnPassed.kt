package dev.aiko.engine.task

/**
 * `sleep(0)`: done in the next turn, and the body that awaits it goes on in that very turn.
 *
 * An ordinary future would resume the body one turn after it is done. Asyncio's `sleep(0)` takes
 * exactly one turn, and programs that interleave by it count on that.
 */
internal class TurnPassed<T>(home: Home, private val result: T) :
    EnginePromise<T>(home),
    Runnable {
    /** Whether a body alone waits here, so that going on at once overtakes nobody. */
    var resumesAtOnce = false
        private set

    override fun run() {
        resumesAtOnce = line is StraightTask<*>
        complete(result)
    }
}
