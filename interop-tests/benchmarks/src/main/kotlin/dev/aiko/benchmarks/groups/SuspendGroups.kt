package dev.aiko.benchmarks.groups

import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup

/** A group of children with suspend bodies. */
object SuspendGroups {
    /** The nanoseconds from before the group to its end. */
    @JvmStatic
    fun run(count: Int): Long =
        runAiko {
            val tally = Tally()
            val start = System.nanoTime()
            taskGroup {
                repeat(count) { number -> task { tally.add(number) } }
            }
            val nanos = System.nanoTime() - start
            tally.check(count)
            nanos
        }
}
