package dev.aiko.benchmarks.memory

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.RawLoop
import dev.aiko.benchmarks.peers.VirtualThreads
import dev.aiko.coroutines.runAiko

/**
 * Not a time: the bytes of heap a suspended task takes.
 *
 * Measured twice. With one gate for all it is the task alone and its place in a line; with a gate
 * for each it is the task and what it waits for, as a program has them.
 */
internal object MemoryRow : Row {
    private const val TASKS = 200_000
    private const val THREADS = 20_000

    private val kinds: List<Kind> =
        listOf(
            Kind("K, deferred", ::TasksAtDeferreds),
            Kind("K", ::TasksAtFutures),
            Kind("F", ::ComposedCrowd)
        )

    private class Kind(
        val name: String,
        val newCrowd: () -> Crowd<*>
    ) {
        fun bytes(
            tasks: Int,
            ownGates: Boolean
        ): Double = runAiko { newCrowd().bytesEach(tasks, ownGates) }
    }

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            for (kind in kinds) {
                for (ownGates in listOf(false, true)) yield(compare(kind, ownGates, rounds.few()))
            }
            if (VirtualThreads.exist()) yield(straight(rounds))
        }

    private fun compare(
        kind: Kind,
        ownGates: Boolean,
        rounds: Rounds
    ): Comparison {
        val (ours, peer) =
            rounds.inTurn(
                { kind.bytes(TASKS, ownGates) },
                { RawLoop().run { BareCoroutines(this).bytesEach(TASKS, ownGates) } }
            )
        val gates = if (ownGates) "own" else "shared"
        return Comparison("${kind.name}, $gates (B)", ours, "raw launch", peer, Bar.times(1.5))
    }

    private fun straight(rounds: Rounds): Comparison {
        val straight = Kind("D", ::StraightCrowd)
        val (ours, peer) =
            // Not few(): the frames of a parked thread get smaller when the JIT has seen them.
            rounds.inTurn(
                { straight.bytes(THREADS, ownGates = false) },
                { ParkedThreads.bytesEach(THREADS) }
            )
        return Comparison("D, shared (B)", ours, "virtual, parked", peer, Bar.more(400, "B"))
    }

    override fun grow(rounds: Rounds): Sequence<Comparison> {
        if (Runtime.getRuntime().maxMemory() < ENOUGH_HEAP) {
            println("# 13 needs -Xmx3g to grow")
            return emptySequence()
        }
        return kinds.asSequence().map { kind ->
            val (large, small) =
                rounds.few().inTurn(
                    { kind.bytes(10 * TASKS, ownGates = true) },
                    { kind.bytes(TASKS, ownGates = true) }
                )
            Comparison("${kind.name} x10 (B)", large, "itself x1", small, Bar.GROWTH)
        }
    }

    private const val ENOUGH_HEAP = 3L shl 30
}
