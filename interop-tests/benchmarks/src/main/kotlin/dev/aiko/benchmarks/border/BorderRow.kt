package dev.aiko.benchmarks.border

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.VirtualThreads

/**
 * One operation crosses the border and comes back: Kotlin awaits a task of Java's, Java awaits a
 * suspend function, which takes a turn.
 */
internal object BorderRow : Row {
    private const val CROSSINGS = 200_000
    private const val PEER = "future{}+await"

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yield(way("K", rounds, SuspendCrossings::toJava))
            yield(way("F", rounds, JavaCrossings::composed))
            if (VirtualThreads.exist()) yield(way("D", rounds, JavaCrossings::straight))
        }

    private fun way(name: String, rounds: Rounds, run: (Int) -> Long): Comparison {
        val (ours, peer) = rounds.inTurn(each(run), each(SuspendCrossings::raw))
        return Comparison(name, ours, PEER, peer, Bar.times(0.7))
    }

    private fun each(run: (Int) -> Long): () -> Double =
        { run(CROSSINGS).toDouble() / CROSSINGS }
}
