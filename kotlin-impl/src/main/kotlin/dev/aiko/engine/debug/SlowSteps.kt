package dev.aiko.engine.debug

import dev.aiko.engine.loop.StepWatch
import dev.aiko.loop.LoopClock
import java.time.Duration

/** Times every step in debug mode and names the ones that held the loop up. */
internal class SlowSteps(
    private val loopName: String,
    private val clock: LoopClock,
    private val limit: () -> Duration,
    private val describe: (Any?) -> String
) : StepWatch {
    /** Guarded by the role. */
    private var begun = NOT_BEGUN

    override fun begin() {
        begun = clock.nanoTime()
    }

    override fun end(step: Any?) {
        val start = begun
        begun = NOT_BEGUN
        if (start == NOT_BEGUN || step == null) return
        val took = clock.nanoTime() - start
        if (took >= limit().toNanos()) {
            val name = describe(step)
            Reports.warn(
                "Running $name took ${took / NANOS_PER_MILLI} ms on EventLoop '$loopName'."
            )
        }
    }

    private companion object {
        const val NOT_BEGUN = Long.MIN_VALUE
        const val NANOS_PER_MILLI = 1_000_000L
    }
}
