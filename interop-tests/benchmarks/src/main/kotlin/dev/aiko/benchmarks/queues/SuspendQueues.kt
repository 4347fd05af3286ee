package dev.aiko.benchmarks.queues

import dev.aiko.benchmarks.peers.RawLoop
import dev.aiko.benchmarks.tasks.NumberSum
import dev.aiko.coroutines.get
import dev.aiko.coroutines.put
import dev.aiko.coroutines.runAiko
import dev.aiko.queue.AsyncQueue
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch

/** One producer and one consumer, two coroutines of one loop. Each gives the nanoseconds of all. */
object SuspendQueues {
    @JvmStatic
    fun run(capacity: Int, count: Int): Long =
        runAiko {
            val queue = AsyncQueue.create<Int>(capacity)
            timed(count, { queue.put(it) }, { queue.get() })
        }

    @JvmStatic
    fun raw(capacity: Int, count: Int): Long =
        RawLoop().run {
            // A rendezvous hands over without a place in between, and is what one place comes to.
            val channel = Channel<Int>(if (capacity == 1) Channel.RENDEZVOUS else capacity)
            timed(count, { channel.send(it) }, { channel.receive() })
        }

    private suspend inline fun timed(
        count: Int,
        crossinline put: suspend (Int) -> Unit,
        crossinline get: suspend () -> Int
    ): Long {
        var sum = 0L
        val start = System.nanoTime()
        coroutineScope<Unit> {
            launch { for (number in 0 until count) put(number) }
            launch { repeat(count) { sum += get() } }
        }
        val nanos = System.nanoTime() - start
        NumberSum.check(count, sum)
        return nanos
    }
}
