package dev.aiko.benchmarks.tasks

import dev.aiko.benchmarks.peers.RawLoop
import kotlinx.coroutines.async
import kotlinx.coroutines.future.await
import kotlinx.coroutines.future.future

/** The same with nothing but kotlinx, on the least of all loops. */
object RawTasks {
    /** The nanoseconds it took with `async` and `await`. */
    @JvmStatic
    fun async(count: Int): Long =
        RawLoop().run {
            val start = System.nanoTime()
            val tasks = Array(count) { number -> async { number } }
            var sum = 0L
            for (task in tasks) sum += task.await()
            val nanos = System.nanoTime() - start
            NumberSum.check(count, sum)
            nanos
        }

    /** The nanoseconds it took with `future { }`, which makes what Java can await as well. */
    @JvmStatic
    fun future(count: Int): Long =
        RawLoop().run {
            val start = System.nanoTime()
            val tasks = Array(count) { number -> future { number } }
            var sum = 0L
            for (task in tasks) sum += task.await()
            val nanos = System.nanoTime() - start
            NumberSum.check(count, sum)
            nanos
        }
}
