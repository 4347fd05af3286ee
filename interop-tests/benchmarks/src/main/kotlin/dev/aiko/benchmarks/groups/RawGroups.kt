package dev.aiko.benchmarks.groups

import dev.aiko.benchmarks.peers.RawLoop
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch

/** The same with nothing but kotlinx, on the least of all loops. */
object RawGroups {
    /** The nanoseconds from before the scope to its end. */
    @JvmStatic
    fun launch(count: Int): Long =
        RawLoop().run {
            val tally = Tally()
            val start = System.nanoTime()
            coroutineScope {
                repeat(count) { number -> launch { tally.add(number) } }
            }
            val nanos = System.nanoTime() - start
            tally.check(count)
            nanos
        }
}
