package dev.aiko.benchmarks.callbacks

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.Python
import dev.aiko.benchmarks.peers.VirtualThreads

/** One operation is one callback of a chain in which each schedules the next. */
internal object CallbackRow : Row {
    private const val CALLBACKS = 2_000_000

    /** A tenth of what uvloop needs, 496 ns where it was measured; for want of one beside us. */
    private const val TENTH_OF_UVLOOP = 49.6

    private const val OF_UVLOOP = 0.1

    /** uvloop needed 496 ns where CPython's own loop needed 1206. */
    private const val OF_ASYNCIO = 0.041

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yieldAll(chain("K", rounds, CallbackChain::run))
            if (VirtualThreads.exist()) yieldAll(chain("D", rounds, JavaCallbackChain::run))
        }

    private fun chain(
        way: String,
        rounds: Rounds,
        run: (Int) -> Long
    ): List<Comparison> {
        val oursNow = { run(CALLBACKS).toDouble() / CALLBACKS }
        val rawNow = { CallbackChain.raw(CALLBACKS).toDouble() / CALLBACKS }
        val limit = Bar.atMost(TENTH_OF_UVLOOP, "ns")
        val python = Python.find()
        if (python == null) {
            val (ours, raw) = rounds.inTurn(oursNow, rawNow)
            return listOf(Comparison(way, ours, "raw dispatch", raw, limit))
        }
        val (ours, raw, theirs) = rounds.inTurn(oursNow, rawNow, python::callSoon)
        val factor = if (python.loop == "uvloop") OF_UVLOOP else OF_ASYNCIO
        return listOf(
            Comparison(way, ours, "raw dispatch", raw, limit),
            Comparison(way, ours, python.loop, theirs, Bar.times(factor))
        )
    }
}
