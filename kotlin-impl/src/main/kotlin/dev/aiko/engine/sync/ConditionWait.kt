package dev.aiko.engine.sync

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Ended
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.LineWait
import dev.aiko.engine.task.OpenWaits
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.cancellation
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.outcome
import dev.aiko.engine.wait.Ticket
import dev.aiko.engine.wait.promise
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executor
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.BooleanSupplier
import java.util.function.Supplier

/**
 * One wait on a condition.
 *
 *     WAITING ──signal, or cancel──▶ RETURNING ──has the lock──▶ done
 *        ▲  │                            │  │
 *        └──┼───── not yet so ───────────┘  │
 *           └──────── loop closed ──────────┴──▶ done without the lock, and the lease is over
 *
 * It ends with the lock held, whatever it ends with: so a cancel is a request, and the end of it
 * comes with the lock. A signal that came to somebody who was cancelled goes on to the next one. Only
 * a loop that closes does not wait for the lock, which somebody else may have for long.
 */
internal class ConditionWait(
    home: Home,
    private val condition: EngineCondition,
    private val until: BooleanSupplier?
) : Composite<Void?>(home),
    LineWait {
    private val cell = Ambient.here().cell.copy()

    /** The present round; a new one for every signal that came too early. */
    @Volatile
    private var round: Round? = null

    /** The lease that the waiter has stays good: it is the same holding, with a break. */
    private var tenure = 0

    /** Its place among those that end with the loop. Written before the first round. */
    private var link: OpenWaits.Link? = null

    private inner class Round : Ticket {
        val signal = Signal(condition, tenure).also { it.ticket = this }
        private val isReturning = AtomicBoolean()

        /** Written before the lock is asked for. */
        private var wasSignalled = false

        override fun grant() {
            wasSignalled = true
            comeBack()
        }

        override fun fail(failure: Throwable) = throw AssertionError("A signal is sent.", failure)

        fun giveUp() {
            if (condition.leave(signal)) comeBack()
        }

        /** The wait does not end with a signal that has come: for the next one. */
        fun passOn() {
            if (wasSignalled) signal.giveBack()
        }

        private fun comeBack() {
            if (isReturning.compareAndSet(false, true)) {
                val lock = condition.lock.wish().promise(home)
                Part(home, lock) {
                    when {
                        lock.failure() != null -> endWithoutLock(this)

                        // It came to a wait that nobody is left to go on from.
                        home.waits.isClosed -> {
                            lock.outcome().close()
                            endWithoutLock(this)
                        }

                        else -> hasLock(this)
                    }
                }.watch()
            }
        }
    }

    /** Null, and nothing is begun, when the lock is not held any more. */
    fun begin(): ConditionWait? {
        tenure = condition.lock.holding()
        link = home.waits.enter(this)
        if (beginRound()) return this
        link?.let(home.waits::leave)
        return null
    }

    /** The predicate holds already, and there is nothing to wait for. */
    fun endAtOnce() = apply { finish(null) }

    private fun beginRound(): Boolean {
        val next = Round()
        round = next
        if (next.signal.takeOrQueue()) return false
        if (request != null || expiry != null) next.giveUp()
        if (home.waits.isClosed) loopCloses()
        return true
    }

    private fun hasLock(round: Round) {
        condition.lock.permits.goOnWith(tenure)
        val asked = request
        val overdue = expiry
        if (asked != null || overdue != null) {
            round.passOn()
            end { if (asked != null) fail(asked) else overdue!!() }
            return
        }
        try {
            val isSo = until == null || cell.within { until.asBoolean }
            if (isSo) endWithSignal() else check(beginRound()) { PREDICATE_RELEASED }
        } catch (failure: Throwable) {
            end { fail(failure) }
        }
    }

    /** With a value all the same, as when a limit is over, the signal has gone on already. */
    private fun endWithSignal() {
        goesBack = true
        canGoBack = true
        end { finish(null) }
    }

    /** A close of the lease in the break, as by a cancelled stage that hung on this, counts now. */
    private inline fun end(finish: () -> Unit) {
        val isClosed = condition.lock.permits.endBreak(tenure)
        finish()
        if (isClosed) condition.lock.permits.end(tenure)
    }

    override val aim: String get() = "an AsyncCondition"

    /** For a lock, and nobody knows who has that. */
    override fun waitsFor(): Collection<Any> = emptyList()

    override fun stopParts(reason: String?): Boolean {
        round?.giveUp()
        return true
    }

    /** Who waits for the lock already leaves its line by himself, and says so. */
    override fun loopCloses() {
        val waiting = round
        if (waiting != null && condition.leave(waiting.signal)) endWithoutLock(waiting)
    }

    private fun endWithoutLock(round: Round) {
        round.passOn()
        condition.lock.permits.endBreak(tenure)
        fail(request ?: cancellation(home.waits.reason))
    }

    override fun settled(end: Ended) {
        link?.let(home.waits::leave)
        super.settled(end)
    }

    // ---- ending: with the lock, and so by nobody from outside ----------------------------------

    private fun finish(value: Void?) = super.complete(value)

    private fun fail(failure: Throwable) = super.completeExceptionally(failure)

    override fun complete(value: Void?): Boolean = throw endsWithTheLock()

    override fun completeExceptionally(failure: Throwable): Boolean = throw endsWithTheLock()

    override fun completeAsync(
        supplier: Supplier<out Void?>,
        executor: Executor
    ): CompletableFuture<Void?> = throw endsWithTheLock()

    private fun endsWithTheLock() =
        UnsupportedOperationException(
            "$this ends with the lock of its condition, and nobody completes it from outside; " +
                "signal the condition, or cancel the wait."
        )

    // ---- time limits ---------------------------------------------------------------------------

    /** How the wait ends when a time limit is over. Written before it is given up. */
    @Volatile
    private var expiry: (() -> Unit)? = null

    /** It cannot end without the lock, so a limit ends it when the lock is back. */
    private fun limit(nanos: Long, atExpiry: () -> Unit) = apply {
        home.completeLater(this, nanos) {
            if (expiry == null) expiry = atExpiry // of two limits the first
            round?.giveUp()
        }
    }

    override fun orTimeout(timeout: Long, unit: TimeUnit): CompletableFuture<Void?> {
        val what = "$this was not done within $timeout ${unit.name.lowercase()}."
        return limit(unit.toNanos(timeout)) { fail(TimeoutException(what)) }
    }

    override fun completeOnTimeout(value: Void?, timeout: Long, unit: TimeUnit) =
        limit(unit.toNanos(timeout)) { finish(value) }

    /** The signal is for somebody else; the lock is released by whoever holds it. */
    override fun giveBack(): Boolean {
        round?.passOn()
        return true
    }
}
