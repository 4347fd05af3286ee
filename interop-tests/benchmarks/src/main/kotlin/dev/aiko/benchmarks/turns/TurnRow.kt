package dev.aiko.benchmarks.turns

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.VirtualThreads

/** One operation is one turn of two tasks that do nothing but give it away again. */
internal object TurnRow : Row {
    private const val SUSPENDING_TURNS = 2_000_000
    private const val STRAIGHT_TURNS = 200_000
    private const val DONE_AWAITS = 20 * 1_024 * 1_024

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yield(suspending(rounds))
            if (VirtualThreads.exist()) {
                yield(straight(rounds))
                yield(done(rounds))
            }
        }

    private fun suspending(rounds: Rounds): Comparison {
        val turns = SUSPENDING_TURNS
        val (ours, peer) =
            rounds.inTurn(
                { SuspendTurns.run(turns).toDouble() / turns },
                { SuspendTurns.raw(turns).toDouble() / turns }
            )
        return Comparison("K", ours, "raw yield", peer, Bar.times(1.5))
    }

    private fun straight(rounds: Rounds): Comparison {
        val turns = STRAIGHT_TURNS
        val (ours, peer) =
            rounds.inTurn(
                { JavaTurns.run(turns).toDouble() / turns },
                { HandOver.run(turns).toDouble() / turns }
            )
        return Comparison("D", ours, "virtual park/unpark", peer, Bar.times(1.3))
    }

    private fun done(rounds: Rounds): Comparison {
        val count = DONE_AWAITS
        val (ours, peer) =
            rounds.inTurn(
                { DoneAwaits.run(count).toDouble() / count },
                { DoneAwaits.joins(count).toDouble() / count }
            )
        return Comparison("D-done", ours, "join of a done future", peer, Bar.atMost(20.0, "ns"))
    }
}
