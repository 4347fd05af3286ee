package dev.aiko.benchmarks.tasks

import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task

/** Tasks with suspend bodies: all created, then awaited in order. */
object SuspendTasks {
    /** The nanoseconds it took. */
    @JvmStatic
    fun run(count: Int): Long =
        runAiko {
            val start = System.nanoTime()
            val tasks = Array(count) { number -> task { number } }
            var sum = 0L
            for (task in tasks) sum += task.await()
            val nanos = System.nanoTime() - start
            NumberSum.check(count, sum)
            nanos
        }
}
