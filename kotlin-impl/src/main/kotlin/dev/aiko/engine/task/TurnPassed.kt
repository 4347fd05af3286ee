package dev.aiko.engine.task

/** `sleep(0)`: done in the next turn. */
internal class TurnPassed<T>(home: Home, private val result: T) : Arrival<T>(home) {
    override fun arrive() {
        complete(result)
    }
}
