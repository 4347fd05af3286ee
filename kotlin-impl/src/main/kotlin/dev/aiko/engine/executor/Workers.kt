package dev.aiko.engine.executor

import java.util.concurrent.Executor
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit
import java.util.concurrent.atomic.AtomicInteger

/**
 * The default executor of a loop: a small pool of daemon threads for code that blocks.
 *
 * Platform threads on every JDK: before JDK 24 a virtual thread that blocks in `synchronized` holds
 * its carrier, and carriers are what loops run on. Made when first used.
 */
internal class Workers(
    private val loopName: String
) : Executor {
    private val pool = lazy(::newPool)

    @Volatile
    private var isShutDown = false

    override fun execute(command: Runnable) {
        if (isShutDown) {
            throw RejectedExecutionException(
                "The default executor of EventLoop '$loopName' is shut down."
            )
        }
        pool.value.execute(command)
    }

    /** Refuses new jobs and lets the running ones end. */
    fun shutdown() {
        isShutDown = true
        if (pool.isInitialized()) pool.value.shutdown()
    }

    /** Waits for the jobs after [shutdown]; false when they took longer. */
    fun awaitEnd(
        limit: Long,
        unit: TimeUnit
    ): Boolean = !pool.isInitialized() || pool.value.awaitTermination(limit, unit)

    /** Whether the calling thread is one of ours: such a one must not wait for the end of the pool. */
    fun isMine(): Boolean = (Thread.currentThread() as? Worker)?.pool === this

    /** It outlives the job that it is made for, and inherits no thread-locals of whose that is. */
    private class Worker(val pool: Workers, job: Runnable, name: String) :
        Thread(null, job, name, 0, false)

    private fun newPool(): ThreadPoolExecutor {
        val count = AtomicInteger()
        val pool =
            ThreadPoolExecutor(
                MOST_THREADS,
                MOST_THREADS,
                KEEP_SECONDS,
                TimeUnit.SECONDS,
                LinkedBlockingQueue()
            ) { job ->
                val name = "$loopName-worker-${count.incrementAndGet()}"
                Worker(this, job, name).apply {
                    // Since JDK 19 that goes with the thread-locals, and jobs may need it.
                    contextClassLoader = Thread.currentThread().contextClassLoader
                    isDaemon = true
                }
            }
        pool.allowCoreThreadTimeOut(true)
        return pool
    }

    private companion object {
        /** asyncio takes cores + 4, at most 32; a pool for waiting has little to do with cores. */
        const val MOST_THREADS = 32
        const val KEEP_SECONDS = 10L
    }
}
