package dev.aiko.benchmarks.process

import dev.aiko.benchmarks.Bar
import dev.aiko.benchmarks.Comparison
import dev.aiko.benchmarks.Rounds
import dev.aiko.benchmarks.Row
import dev.aiko.benchmarks.peers.VirtualThreads

/** One operation is a whole process that creates one task, awaits it, prints and exits. */
internal object ProcessRow : Row {
    private const val FACTOR = 1.2
    private const val MILLI = 1e6

    override fun compare(rounds: Rounds): Sequence<Comparison> =
        sequence {
            yield(compare("K", "SuspendHello", rounds))
            if (VirtualThreads.exist()) yield(compare("D", "StraightHello", rounds))
        }

    private fun compare(
        way: String,
        program: String,
        rounds: Rounds
    ): Comparison {
        val (ours, peer) = rounds.many().inTurn({ wall(program) }, { wall("RawHello") })
        return Comparison("$way (ms)", ours, "runBlocking", peer, Bar.times(FACTOR))
    }

    /** Milliseconds from start to exit, on default flags and this process's class path. */
    private fun wall(program: String): Double {
        val mainClass = "${ProcessRow::class.java.packageName}.$program"
        val start = System.nanoTime()
        val process = ChildJvm.of(mainClass).redirectErrorStream(true).start()
        val output = process.inputReader().readText()
        val exit = process.waitFor()
        val nanos = System.nanoTime() - start
        check(exit == 0 && output.trim() == "$ANSWER") { "$program ended with $exit: $output" }
        return nanos / MILLI
    }
}
