package dev.aiko.stress

import dev.aiko.coroutines.get
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.loop.EventLoop
import dev.aiko.queue.AsyncQueue
import dev.aiko.stress.Way.Going
import dev.aiko.sync.AsyncLock
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import java.util.concurrent.CompletableFuture
import java.util.function.IntConsumer

/** Coroutines, which [start] starts. */
class CoroutineWays private constructor(private val start: (suspend () -> Unit) -> Going) : Way {
    override fun hold(lock: AsyncLock, inside: Runnable): Going =
        start { lock.withLock { inside.run() } }

    override fun put(queue: AsyncQueue<Int>, item: Int, done: Runnable): Going =
        start {
            queue.put(item)
            done.run()
        }

    override fun get(queue: AsyncQueue<Int>, got: IntConsumer): Going =
        start { got.accept(queue.get()) }

    companion object {
        /** As tasks of this loop. */
        @JvmStatic
        fun onLoop(loop: EventLoop): Way =
            CoroutineWays { body ->
                val task = loop.task { body() }
                Going({ task.cancel("enough") }, task)
            }

        /** On threads of kotlinx, without any loop. */
        @JvmStatic
        fun onThreads(): Way {
            val scope = CoroutineScope(SupervisorJob() + Dispatchers.Default)
            return CoroutineWays { body ->
                val end = CompletableFuture<Unit>()
                val job = scope.async { body() }
                job.invokeOnCompletion { failure ->
                    if (failure == null) end.complete(Unit) else end.completeExceptionally(failure)
                }
                Going({ job.cancel() }, end)
            }
        }
    }
}
