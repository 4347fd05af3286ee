package dev.aiko.engine.loop

import dev.aiko.loop.LoopClock
import java.util.concurrent.locks.LockSupport

/** The clock of the machine. */
internal object SystemClock : LoopClock {
    private val origin = System.nanoTime()

    override fun nanoTime(): Long = System.nanoTime() - origin

    override fun sleepUntil(deadline: Long) {
        if (deadline == LoopClock.FOREVER) {
            LockSupport.park(this)
        } else {
            LockSupport.parkNanos(this, deadline - nanoTime())
        }
    }
}
