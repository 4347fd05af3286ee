package dev.aiko.benchmarks

import java.util.Locale

/** What one way of writing costs, what its peer costs, and how far apart they may be. */
internal class Comparison(
    private val way: String,
    private val ours: Double,
    private val peerName: String,
    private val peer: Double,
    private val bar: Bar
) {
    fun line(): String =
        listOf(
            way,
            ours.text(),
            peerName,
            peer.text(),
            "%.2f".format(Locale.ROOT, ours / peer),
            bar.text,
            bar.verdict(ours, peer)
        ).joinToString("\t")

    private fun Double.text(): String = "%.1f".format(Locale.ROOT, this)
}

/** What makes a comparison good enough. */
internal class Bar private constructor(
    val text: String,
    private val holds: ((ours: Double, peer: Double) -> Boolean)?
) {
    fun verdict(
        ours: Double,
        peer: Double
    ): String =
        when (holds?.invoke(ours, peer)) {
            true -> "ok"
            false -> "short"
            null -> "-"
        }

    companion object {
        /** Ten times the size may cost this much more an operation: caches are not endless. */
        val GROWTH = times(1.5)

        /** Shown for orientation; there is nothing to miss. */
        val NONE = Bar("-", null)

        fun times(factor: Double) =
            Bar(factor.toString()) { ours, peer -> ours <= factor * peer }

        /** A limit that no peer has a part in. */
        fun atMost(
            limit: Double,
            unit: String
        ) = Bar("$limit$unit") { ours, _ -> ours <= limit }

        fun more(
            excess: Int,
            unit: String
        ) = Bar("+$excess $unit") { ours, peer -> ours <= peer + excess }
    }
}
