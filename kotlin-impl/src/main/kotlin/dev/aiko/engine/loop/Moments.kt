package dev.aiko.engine.loop

import java.time.Duration

/** Nanoseconds, held within what a long can add up: 146 years are for ever. */
internal fun Duration.saturatedNanos(): Long =
    try {
        toNanos().coerceIn(-FAR, FAR)
    } catch (_: ArithmeticException) {
        if (isNegative) -FAR else FAR
    }

/** The moment [nanos] from now. Never [dev.aiko.loop.LoopClock.FOREVER], which means no timer. */
internal fun LoopCore.deadlineIn(nanos: Long): Long = later(clock.nanoTime(), nanos)

/** The same from any moment. */
internal fun later(now: Long, nanos: Long): Long {
    val sum = now + nanos
    return if (nanos > 0 && sum < now) Long.MAX_VALUE - 1 else sum
}

private const val FAR = Long.MAX_VALUE / 2
