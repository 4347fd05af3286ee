package dev.aiko.engine.sync

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.grantAll
import dev.aiko.engine.wait.homeHere
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncLock
import dev.aiko.sync.ConditionStatistics
import dev.aiko.task.LoopFuture
import java.util.function.BooleanSupplier

/** Those who wait for a signal; guarded by this. What a wait goes through is [ConditionWait]'s. */
internal class EngineCondition(val lock: EngineLock) : AsyncCondition {
    private val line = Line<Signal>()

    override fun lock(): AsyncLock = lock

    override fun awaitAsync(): LoopFuture<Void?> {
        requireLock("awaitAsync")
        return ConditionWait(homeHere(), this, until = null).begin() ?: throw noLock("awaitAsync")
    }

    override fun awaitUntilAsync(predicate: BooleanSupplier): LoopFuture<Void?> {
        val wait = ConditionWait(homeHere(), this, predicate)
        if (predicate.asBoolean) return wait.endAtOnce()
        requireLock("awaitUntilAsync")
        return wait.begin() ?: throw noLock("awaitUntilAsync")
    }

    fun requireLock(verb: String) {
        if (!lock.isLocked) throw noLock(verb)
    }

    fun noLock(verb: String) =
        IllegalStateException("$verb without the lock; acquire condition.lock() before.")

    fun enter(signal: Signal) = synchronized(this) { line.add(signal) }

    /** Whether it was in line, so that no signal has come. */
    fun leave(signal: Signal): Boolean = synchronized(this) { line.remove(signal) }

    override fun signal(waiters: Int) {
        require(waiters >= 0) { "signal($waiters): wake none or more." }
        requireLock("signal")
        pass(waiters)
    }

    override fun signalAll() {
        requireLock("signalAll")
        pass(Int.MAX_VALUE)
    }

    fun pass(waiters: Int) {
        synchronized(this) { line.take(waiters) }.grantAll()
    }

    override fun waiting(): Int = synchronized(this) { line.size }

    override fun statistics() = ConditionStatistics(waiting(), lock.statistics())

    override fun toString(): String {
        val waiters = waiting().let { if (it == 0) "" else " waiting=$it" }
        return "<AsyncCondition ${if (lock.isLocked) "locked" else "unlocked"}$waiters>"
    }
}

internal const val PREDICATE_RELEASED =
    "The predicate released the lock; let it look and nothing else."

/** Somebody who wants a signal, and gives up the lock while he waits for it. */
internal class Signal(private val condition: EngineCondition, private val tenure: Int) :
    Wish<Unit>() {
    /** Whether there was a lock to give up. Only the one who waits touches this. */
    var hasBegun = false
        private set

    /** One step: who has the lock next may signal at once. */
    override fun takeOrQueue(): Boolean {
        hasBegun = condition.lock.permits.beginBreak(tenure) { condition.enter(this) }
        return !hasBegun
    }

    override fun leave() {
        condition.leave(this)
    }

    override fun giveBack(): Boolean {
        condition.pass(1)
        return true
    }

    override val aim: String get() = "an AsyncCondition"
}
