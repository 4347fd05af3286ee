package dev.aiko.benchmarks.locks

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row

/** One operation is to take a lock that nobody wants, and to give it back. */
internal object LockRow : Row {
    private const val LOCKS = 1_000_000

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yield(way("K", rounds, Bar.times(1.5), SuspendLocks::alone))
            yield(way("F", rounds, Bar.times(3.0), JavaLocks::composed))
            yield(way("D", rounds, Bar.times(3.0), JavaLocks::straight))
        }

    private fun way(name: String, rounds: Rounds, bar: Bar, run: (Int) -> Long): Comparison {
        val (ours, peer) = rounds.inTurn(each(run), each(SuspendLocks::aloneRaw))
        return Comparison(name, ours, "Mutex", peer, bar)
    }

    private fun each(run: (Int) -> Long): () -> Double = { run(LOCKS).toDouble() / LOCKS }
}

/** One operation is to take a lock that somebody else has, and to give it back a turn later. */
internal object ContendedLockRow : Row {
    private const val LOCKS = 200_000

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yield(way("K", rounds, Bar.times(1.5), SuspendLocks::contended))
            yield(way("F", rounds, Bar.times(1.5), JavaLocks::contendedStages))
            yield(way("D", rounds.few(), Bar.NONE, JavaLocks::contended))
        }

    private fun way(name: String, rounds: Rounds, bar: Bar, run: (Int) -> Long): Comparison {
        val (ours, peer) = rounds.inTurn(each(run), each(SuspendLocks::contendedRaw))
        return Comparison(name, ours, "Mutex", peer, bar)
    }

    private fun each(run: (Int) -> Long): () -> Double = { run(LOCKS).toDouble() / LOCKS }
}
