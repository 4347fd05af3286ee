package dev.aiko.benchmarks.timeouts

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.VirtualThreads

/** One operation is to set a time limit and to be done long before it is over. */
internal object TimeoutRow : Row {
    private const val LIMITS = 1_000_000

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yield(blocks("K", rounds, SuspendTimeouts::run))
            if (VirtualThreads.exist()) yield(blocks("D", rounds, JavaTimeouts::straight))
            yield(futures(rounds))
        }

    private fun blocks(
        way: String,
        rounds: Rounds,
        run: (Int) -> Long
    ): Comparison {
        val (ours, peer) = rounds.inTurn(each(run), each(SuspendTimeouts::raw))
        return Comparison(way, ours, "withTimeout", peer, Bar.times(1.0))
    }

    private fun futures(rounds: Rounds): Comparison {
        val (ours, peer) =
            rounds.inTurn(each(JavaTimeouts::composed), each(JavaTimeouts::orTimeout))
        return Comparison("F", ours, "orTimeout", peer, Bar.times(1.0))
    }

    private fun each(run: (Int) -> Long): () -> Double = { run(LIMITS).toDouble() / LIMITS }
}
