package dev.aiko.benchmarks.groups

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.StructuredScope
import dev.aiko.benchmarks.peers.VirtualThreads

/** One operation is one child of a group: made, run, and waited for with all the others. */
internal object GroupRow : Row {
    private const val CHILDREN = 100_000
    private const val LAUNCH = "coroutineScope+launch"

    private val ways: List<Way>
        get() =
            listOf(Way("K", SuspendGroups::run), Way("F", JavaGroups::composed)) +
                if (VirtualThreads.exist()) listOf(Way("D", JavaGroups::straight)) else listOf()

    /** Runs a group of that many children and gives the nanoseconds. */
    private class Way(
        val name: String,
        val run: (Int) -> Long
    )

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            for (way in ways) {
                val (ours, peer) =
                    rounds.inTurn(each(CHILDREN, way.run), each(CHILDREN, RawGroups::launch))
                yield(Comparison(way.name, ours, LAUNCH, peer, Bar.times(0.8)))
            }
            if (StructuredScope.exists()) yield(structured(rounds))
        }

    private fun structured(rounds: Rounds): Comparison {
        val (ours, peer) =
            rounds.inTurn(
                each(CHILDREN, JavaGroups::straight),
                each(CHILDREN, JavaGroups::structured)
            )
        return Comparison("D", ours, "StructuredTaskScope", peer, Bar.NONE)
    }

    /** The peer's growth is shown beside ours: what both have is the machine's. */
    override fun grow(rounds: Rounds): Sequence<Comparison> =
        (ways + Way(LAUNCH, RawGroups::launch)).asSequence().map { way ->
            val (large, small) =
                rounds.few().inTurn(each(10 * CHILDREN, way.run), each(CHILDREN, way.run))
            val bar = if (way.name == LAUNCH) Bar.NONE else Bar.GROWTH
            Comparison("${way.name} x10", large, "itself x1", small, bar)
        }

    private fun each(
        children: Int,
        run: (Int) -> Long
    ): () -> Double = { run(children).toDouble() / children }
}
