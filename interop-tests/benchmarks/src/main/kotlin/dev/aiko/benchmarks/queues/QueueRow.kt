package dev.aiko.benchmarks.queues

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.JoxChannel

/** One operation is one item, put by one producer and got by one consumer. */
internal class QueueRow(private val capacity: Int, private val items: Int) : Row {
    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            val (ours, channel) =
                rounds.inTurn(each(SuspendQueues::run), each(SuspendQueues::raw))
            val peer = if (capacity == 1) "rendezvous channel" else "channel"
            yield(Comparison("K", ours, peer, channel, Bar.times(2.0)))
            val (stages, again) = rounds.inTurn(each(JavaQueues::stages), each(SuspendQueues::raw))
            yield(Comparison("F", stages, peer, again, Bar.times(2.0)))
            if (capacity > 1) {
                val (suspending, threads) =
                    rounds.few().inTurn(each(SuspendQueues::run), each(JavaQueues::blocking))
                yield(Comparison("K", suspending, "ArrayBlockingQueue", threads, Bar.times(1.0)))
            }
            if (JoxChannel.exists()) yield(jox(rounds))
            val (straight, threads) =
                rounds.few().inTurn(each(JavaQueues::straight), each(JavaQueues::blocking))
            yield(Comparison("D", straight, "ArrayBlockingQueue", threads, Bar.NONE))
        }

    private fun jox(rounds: Rounds): Comparison {
        val (ours, jox) = rounds.inTurn(each(SuspendQueues::run), each(JavaQueues::jox))
        return if (capacity == 1) {
            Comparison("K", ours, "rendezvous jox", jox, Bar.NONE)
        } else {
            Comparison("K", ours, "jox", jox, Bar.times(1.0))
        }
    }

    private fun each(run: (Int, Int) -> Long): () -> Double =
        { run(capacity, items).toDouble() / items }
}
