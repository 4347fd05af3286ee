package dev.aiko.benchmarks.tasks

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.VirtualThreads

/** One operation is to create a task and to await its value. */
internal object TaskRow : Row {
    private const val TASKS = 500_000

    private val suspending = Way("K", SuspendTasks::run, "async+await", RawTasks::async, 0.7)
    private val composed = Way("F", JavaTasks::composed, "future{}+await", RawTasks::future, 0.7)
    private val straight =
        Way("D", JavaTasks::straight, "virtual submit+get", JavaTasks::virtualThreads, 1.2)

    private val ways: List<Way>
        get() = listOf(suspending, composed) +
            if (VirtualThreads.exist()) listOf(straight) else listOf()

    /** Both run that many tasks and give the nanoseconds. */
    private class Way(
        val name: String,
        val ours: (Int) -> Long,
        val peerName: String,
        val peer: (Int) -> Long,
        val factor: Double
    )

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        ways.asSequence().map { way ->
            val (ours, peer) = rounds.inTurn(each(TASKS, way.ours), each(TASKS, way.peer))
            Comparison(way.name, ours, way.peerName, peer, Bar.times(way.factor))
        }

    /** The peers' growth is shown beside ours: what both have is the machine's. */
    override fun grow(rounds: Rounds): Sequence<Comparison> =
        ways.asSequence().flatMap { way ->
            val (large, small, peerLarge, peerSmall) =
                rounds.few().inTurn(
                    each(10 * TASKS, way.ours),
                    each(TASKS, way.ours),
                    each(10 * TASKS, way.peer),
                    each(TASKS, way.peer)
                )
            sequenceOf(
                Comparison("${way.name} x10", large, "itself x1", small, Bar.GROWTH),
                Comparison("${way.peerName} x10", peerLarge, "itself x1", peerSmall, Bar.NONE)
            )
        }

    private fun each(
        tasks: Int,
        run: (Int) -> Long
    ): () -> Double = { run(tasks).toDouble() / tasks }
}
