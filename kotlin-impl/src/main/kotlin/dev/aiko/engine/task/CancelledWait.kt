package dev.aiko.engine.task

import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong

/**
 * A wait that was cancelled, and goes on until what it waits for has ended.
 *
 * Those that wait for each other in a circle would go on for ever, so one of them is left. Who waits
 * for whom is not noted on the way of a cancel, but looked up by [Circles] when such a wait has begun,
 * whoever was cancelled first, and by whatever ways it came to the others.
 *
 *     begin ──what it waits for has ended──▶ end
 *       └──closes a circle──▶ left ──goes on──▶ end
 *
 * @param task whose it is, which cannot end before; null for a coroutine that is in none
 */
internal abstract class CancelledWait(final override val task: EngineTask<*>?) : NotedWait {
    /** It goes on without the end, or is about to. */
    @Volatile
    var isLeft = false
        private set

    /** Where it is looked for circles later; null where nothing of ours is waited for. */
    protected open val lookout: Circles? get() = task?.home?.circles

    /** Goes on without the end, if it waits still. From any thread. */
    protected abstract fun goOn()

    /** Of those in a circle the least patient one is left, the last to begin among equals. */
    open val patience: Patience get() = Patience.LITTLE

    val number = COUNTER.incrementAndGet()

    final override fun waitsFor(): Collection<Any> = if (isLeft) emptyList() else awaited

    fun begin() {
        if (noted().add(this)) GOING_ON.incrementAndGet()
        lookout?.suspect(this)
    }

    fun end() {
        if (noted().remove(this)) GOING_ON.decrementAndGet()
    }

    /** Two searches may find it in one circle: told twice it would not know that it has gone on. */
    fun leave() {
        synchronized(this) {
            if (isLeft) return
            isLeft = true
        }
        goOn()
    }

    companion object {
        /** How many go on in the whole process: without any, nobody who waits need look. */
        private val GOING_ON = AtomicInteger()

        val doSomeGoOn: Boolean get() = GOING_ON.get() > 0

        private val COUNTER = AtomicLong()
    }
}

/** How a cancelled wait stands among others in a circle. */
internal enum class Patience {
    /** An await in a body, which goes on with a cancellation. */
    LITTLE,

    /** What stands for others, and would end before them. */
    MUCH,

    /** An owner's, who never goes before those it owns. */
    ENDLESS
}
