package dev.aiko.engine.scope

import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.loop.later
import dev.aiko.engine.loop.saturatedNanos
import dev.aiko.engine.task.ActionTimer
import dev.aiko.scope.TaskGroupException
import dev.aiko.scope.Timeout
import java.time.Duration
import java.util.concurrent.CancellationException
import java.util.concurrent.TimeoutException

/**
 * The deadline of a block.
 *
 *     ACTIVE ──its time──▶ EXPIRING ──block ends──▶ EXPIRED
 *        └─────block ends──▶ FINISHED
 *
 * All states are guarded by this; [onExpiry] is called without it, on the loop.
 */
internal class Limit(
    private val core: LoopCore,
    nanos: Long?,
    isMoment: Boolean,
    private val onExpiry: (Limit) -> Unit
) : Timeout {
    private enum class State(val word: String) {
        ACTIVE("active"),
        EXPIRING("expiring"),
        EXPIRED("expired"),
        FINISHED("finished")
    }

    private val begun = core.clock.nanoTime()

    private var deadline = if (isMoment || nanos == null) nanos else later(begun, nanos)

    @Volatile
    private var state = State.ACTIVE

    private var timer: ActionTimer? = null

    fun begin(): Limit = apply { synchronized(this, ::schedule) }

    private fun schedule() {
        timer?.wake() // taken back
        timer = null
        val moment = deadline ?: return
        // A moment that has passed comes before what the block is going to wait for next.
        val isPast = moment <= core.clock.nanoTime()
        val alarm: Runnable =
            if (isPast) {
                Runnable(::expire)
            } else {
                ActionTimer(core, moment, action = ::expire).also { timer = it }
            }
        check(core.post(alarm)) { "EventLoop '${core.name}' is closed; make a new one." }
    }

    private fun expire() {
        synchronized(this) {
            val moment = deadline
            // Rescheduled while this timer was on its way.
            if (state != State.ACTIVE || moment == null || core.clock.nanoTime() < moment) return
            state = State.EXPIRING
        }
        onExpiry(this)
    }

    /** The block is over. */
    fun end() =
        synchronized(this) {
            timer?.wake()
            if (state == State.ACTIVE) state = State.FINISHED
            if (state == State.EXPIRING) state = State.EXPIRED
        }

    /** What a cancellation by this limit is, seen from outside. */
    fun timeout(cause: Throwable?): TimeoutException {
        val allowed = Duration.ofNanos((deadline!! - begun).coerceAtLeast(0))
        return TimeoutException("The block was not done within $allowed.").apply {
            initCause(cause)
        }
    }

    override fun `when`(): Duration? = synchronized(this) { deadline?.let(Duration::ofNanos) }

    override fun reschedule(`when`: Duration?) =
        synchronized(this) {
            check(state == State.ACTIVE) {
                "$this cannot be rescheduled any more; open a new one with withTimeout."
            }
            deadline = `when`?.saturatedNanos()
            schedule()
        }

    override fun rescheduleAfter(delay: Duration) =
        reschedule(Duration.ofNanos(core.deadlineIn(delay.saturatedNanos())))

    override fun expired(): Boolean = state == State.EXPIRING || state == State.EXPIRED

    override fun toString(): String {
        val moment = if (state == State.ACTIVE) " when=${`when`() ?: "never"}" else ""
        return "<Timeout ${state.word}$moment>"
    }
}

/** A failure that a block answered its expiry with keeps the timeout beside it. */
internal fun Throwable.remember(limit: Limit) {
    val cancelled =
        generateSequence(this) { it.cause }.firstOrNull { it is CancellationException }
            ?: CancellationException("$limit is over")
    addSuppressed(limit.timeout(cancelled))
    if (this is TaskGroupException) {
        failures().forEach {
            it.addSuppressed(limit.timeout(cancelled))
        }
    }
}
