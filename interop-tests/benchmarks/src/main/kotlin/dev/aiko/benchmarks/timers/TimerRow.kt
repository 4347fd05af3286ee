package dev.aiko.benchmarks.timers

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row

/** One operation is to schedule a timer and to cancel it, while many others wait. */
internal object TimerRow : Row {
    private const val ALIVE = 200_000
    private const val TIMERS = 5 * ALIVE

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yieldAll(times(rounds))
            yield(memory(rounds))
        }

    /** The peer may choose how it deals with cancelled timers; the faster way sets the bar. */
    private fun times(rounds: Rounds): List<Comparison> {
        val (ours, removing, keeping) =
            rounds.inTurn(aiko(), pool(remove = true), pool(remove = false))
        val bar = Bar.times(1.0)
        val whenRemoving = if (removing <= keeping) bar else Bar.NONE
        val whenKeeping = if (removing <= keeping) Bar.NONE else bar
        return listOf(
            Comparison("K", ours, REMOVING, removing, whenRemoving),
            Comparison("K", ours, KEEPING, keeping, whenKeeping)
        )
    }

    /** Of a cancelled timer nothing may be left, beyond what does not grow with their number. */
    private fun memory(rounds: Rounds): Comparison {
        val (ours, peer) =
            rounds.inTurn(
                { CancelledTimers.bytesLeft(ALIVE, TIMERS) },
                { PooledTimers.bytesLeft(ALIVE, TIMERS) }
            )
        return Comparison("K, left (B)", ours, REMOVING, peer, Bar.atMost(1.0, " B"))
    }

    /** The peer's growth is shown beside ours: what both have is the machine's. */
    override fun grow(rounds: Rounds): Sequence<Comparison> =
        sequence {
            val (large, small, peerLarge, peerSmall) =
                rounds.few().inTurn(
                    aiko(times = 10),
                    aiko(),
                    pool(remove = true, times = 10),
                    pool(remove = true)
                )
            yield(Comparison("K x10", large, "itself x1", small, Bar.GROWTH))
            yield(Comparison("$REMOVING x10", peerLarge, "itself x1", peerSmall, Bar.NONE))
        }

    private fun aiko(times: Int = 1): () -> Double =
        { CancelledTimers.run(times * ALIVE, times * TIMERS).toDouble() / (times * TIMERS) }

    private fun pool(
        remove: Boolean,
        times: Int = 1
    ): () -> Double =
        { PooledTimers.run(times * ALIVE, times * TIMERS, remove).toDouble() / (times * TIMERS) }

    private const val REMOVING = "ScheduledThreadPool, removing"
    private const val KEEPING = "ScheduledThreadPool, keeping"
}
