package dev.aiko.engine.loop

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.loop.EventLoop
import java.util.concurrent.AbstractExecutorService
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.Delayed
import java.util.concurrent.Executors
import java.util.concurrent.Future
import java.util.concurrent.FutureTask
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.RunnableFuture
import java.util.concurrent.RunnableScheduledFuture
import java.util.concurrent.ScheduledExecutorService
import java.util.concurrent.ScheduledFuture
import java.util.concurrent.TimeUnit
import kotlin.coroutines.Continuation

/**
 * A loop as an executor service, for libraries that want one.
 *
 * Jobs run as plain callbacks of the loop. Shutting the service down ends this view: it takes no
 * more jobs and is terminated when the ones it took are done; the loop lives on.
 */
internal class LoopExecutorService(
    private val loop: EventLoop,
    private val core: LoopCore
) : AbstractExecutorService(),
    ScheduledExecutorService {
    private val lock = Any()

    // Guarded by lock.
    private val pending = LinkedHashSet<Job<*>>()

    // Guarded by lock; read without.
    @Volatile
    private var isShut = false
    private val terminated = CountDownLatch(1)

    override fun execute(command: Runnable) {
        later(command as? Job<*> ?: Job<Any?>({ command.run() }, 0, 0, command.isAwaited()))
    }

    /** Whether somebody waits for what this command will complete, and would wait for ever. */
    private fun Runnable.isAwaited(): Boolean =
        this is CompletableFuture.AsynchronousCompletionTask ||
            this is Future<*> ||
            this is Continuation<*>

    override fun <T> newTaskFor(callable: Callable<T>): RunnableFuture<T> = Job(callable, 0, 0)

    override fun <T> newTaskFor(runnable: Runnable, value: T): RunnableFuture<T> =
        newTaskFor(Executors.callable(runnable, value))

    override fun schedule(
        command: Runnable,
        delay: Long,
        unit: TimeUnit
    ): ScheduledFuture<*> = later(timed(command, unit.toNanos(delay), 0))

    override fun <V> schedule(
        callable: Callable<V>,
        delay: Long,
        unit: TimeUnit
    ): ScheduledFuture<V> = later(Job(callable, unit.toNanos(delay), 0))

    override fun scheduleAtFixedRate(
        command: Runnable,
        initialDelay: Long,
        period: Long,
        unit: TimeUnit
    ): ScheduledFuture<*> {
        require(period > 0) { "period is $period; it must be above zero." }
        return later(timed(command, unit.toNanos(initialDelay), unit.toNanos(period)))
    }

    override fun scheduleWithFixedDelay(
        command: Runnable,
        initialDelay: Long,
        delay: Long,
        unit: TimeUnit
    ): ScheduledFuture<*> {
        require(delay > 0) { "delay is $delay; it must be above zero." }
        return later(timed(command, unit.toNanos(initialDelay), -unit.toNanos(delay)))
    }

    private fun <V> later(job: Job<V>): Job<V> {
        admit(job)
        if (!job.schedule()) {
            job.cancel(false)
            throw RejectedExecutionException("$loop is closed; make a new one.")
        }
        return job
    }

    private fun admit(job: Job<*>) =
        synchronized(lock) {
            if (isShut) {
                throw RejectedExecutionException(
                    "$this is shut down; ask the loop for another one."
                )
            }
            pending.add(job)
        }

    private fun ended(job: Job<*>) =
        synchronized(lock) {
            pending.remove(job)
            if (isShut && pending.isEmpty()) terminated.countDown()
        }

    override fun shutdown() {
        val periodic =
            synchronized(lock) {
                isShut = true
                if (pending.isEmpty()) terminated.countDown()
                pending.filter { it.isPeriodic }
            }
        periodic.forEach { it.cancel(false) }
    }

    override fun shutdownNow(): List<Runnable> {
        shutdown()
        val left = synchronized(lock) { pending.toList() }
        left.forEach { it.cancel(true) }
        return left
    }

    override fun isShutdown(): Boolean = isShut

    override fun isTerminated(): Boolean = terminated.count == 0L

    override fun awaitTermination(
        timeout: Long,
        unit: TimeUnit
    ): Boolean {
        refuseToBlockALoop("awaitTermination()")
        return terminated.await(timeout, unit)
    }

    private fun refuseToBlockALoop(verb: String) {
        check(Seat.driving() == null) {
            "$verb would block the loop that runs on this thread for ever; " +
                "await a task of loop.createTask(...) instead, or call this from another thread."
        }
    }

    override fun toString(): String = "Executor view of $loop"

    private fun timed(command: Runnable, delay: Long, period: Long) =
        Job<Any?>({ command.run() }, delay, period, behind = command as? Future<*>)

    /** A job with its time; [period] above zero is a rate, below a delay, as the JDK has it. */
    private inner class Job<V>(
        callable: Callable<V>,
        delay: Long,
        private val period: Long,
        private val isAwaited: Boolean = false,
        private val behind: Future<*>? = null
    ) : FutureTask<V>(callable),
        RunnableScheduledFuture<V>,
        RunnableFuture<V> {
        // Written before the timer is set and by its callback, which is one after the other.
        @Volatile
        private var due = loop.time().toNanos() + delay

        @Volatile
        private var shot: Scheduled? = null
        private val cell = Ambient.here().cell.copy()
        private val atOnce = delay <= 0 && period == 0L

        /** False when the loop is closed. */
        fun schedule(): Boolean {
            val next = if (atOnce) Step(cell, this) else Shot(due, cell, this)
            shot = next
            if (isCancelled) next.takeBack()
            return core.post(next)
        }

        override fun run() {
            if (!isPeriodic) {
                super.run()
            } else if (super.runAndReset()) {
                due = if (period > 0) due + period else loop.time().toNanos() - period
                if (!schedule()) cancel(false)
            }
        }

        /** The loop closes, and this has not run. */
        fun drop() {
            if (isAwaited) return run()
            cancel(false)
            behind?.cancel(false) // Guava's listeners hang on a future of its own
        }

        override fun get(): V {
            if (!isDone) refuseToBlockALoop("get()")
            return super.get()
        }

        override fun get(timeout: Long, unit: TimeUnit): V {
            if (!isDone) refuseToBlockALoop("get()")
            return super.get(timeout, unit)
        }

        override fun done() {
            shot?.takeBack()
            ended(this)
        }

        override fun isPeriodic(): Boolean = period != 0L

        override fun getDelay(unit: TimeUnit): Long = unit.convert(
            due - loop.time().toNanos(),
            TimeUnit.NANOSECONDS
        )

        override fun compareTo(other: Delayed): Int = getDelay(
            TimeUnit.NANOSECONDS
        ).compareTo(other.getDelay(TimeUnit.NANOSECONDS))
    }

    private fun Scheduled.takeBack() {
        if (this is Shot) cancelTimer() else revoke()
    }

    /** A job without a delay, in the line of the loop. */
    private inner class Step(override val cell: ContextCell, private val job: Job<*>) :
        Scheduled(),
        Errand {
        override fun fire() = job.run()

        override fun discard() {
            super.discard()
            job.drop()
        }
    }

    /** One run of a job at its time. Thrown away by a closing loop, both cancel their job. */
    private inner class Shot(
        deadline: Long,
        override val cell: ContextCell,
        private val job: Job<*>
    ) : Timer(core, deadline),
        Errand {
        override fun fire() = job.run()

        override fun discard() {
            super.discard()
            job.drop()
        }
    }
}
