package dev.aiko.engine.sync

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.awaitGrant
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.grantAll
import dev.aiko.engine.wait.promise
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.EventStatistics
import dev.aiko.task.LoopFuture

/** All states are guarded by this. */
internal class EngineEvent : AsyncEvent {
    private var isSet = false
    private val line = Line<Wait>()

    private inner class Wait : Wish<Void?>() {
        override fun takeOrQueue(): Boolean =
            synchronized(this@EngineEvent) { isSet.also { if (!it) line.add(this) } }

        override fun leave() {
            synchronized(this@EngineEvent) { line.remove(this) }
        }

        /** A set wakes everybody, so that nobody else lacks it. */
        override fun giveBack() = true

        override val aim: String get() = "an AsyncEvent"
    }

    /** `await` of a coroutine. */
    suspend fun awaitHere() {
        if (!isSet()) Wait().awaitGrant(Unit)
    }

    override fun awaitAsync(): LoopFuture<Void?> = Wait().promise()

    override fun awaitBlocking() {
        Wait().block("awaitBlocking")
    }

    override fun set() {
        val waiting =
            synchronized(this) {
                isSet = true
                line.take()
            }
        waiting.grantAll()
    }

    @Synchronized
    override fun clear() {
        isSet = false
    }

    @Synchronized
    override fun isSet(): Boolean = isSet

    @Synchronized
    override fun waiting(): Int = line.size

    @Synchronized
    override fun statistics() = EventStatistics(isSet, line.size)

    @Synchronized
    override fun toString(): String {
        val waiters = if (line.isEmpty()) "" else " waiting=${line.size}"
        return "<AsyncEvent ${if (isSet) "set" else "unset"}$waiters>"
    }
}
