package dev.aiko.coroutines

import dev.aiko.engine.CoroutineEventLoop
import dev.aiko.engine.border.endOf
import dev.aiko.engine.border.holdNew
import dev.aiko.engine.border.refuseToWaitWithin
import dev.aiko.engine.homeOf
import dev.aiko.engine.scope.shieldedForJava
import dev.aiko.engine.task.awaitForJava
import dev.aiko.engine.task.bodyThatMayWait
import dev.aiko.loop.EventLoop
import dev.aiko.scope.AsyncCloseable
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import java.util.concurrent.Callable
import kotlin.coroutines.CoroutineContext

/**
 * A coroutine scope that an object owns, in Java or in Kotlin: what runs in it lives as long as the
 * object, and no longer.
 *
 *     final class Stock implements AutoCloseable {
 *         private final LoopScope scope = LoopScope.on(loop, "stock");
 *         private final Task<Unit> watch = scope.call(k -> feed.watch(this::changed, k));
 *
 *         @Override public void close() { scope.close(); }
 *     }
 *
 * **States.** Open until [closeAsync] or [close], or until its `Job` is cancelled; closed, it takes no
 * more tasks. The end of the loop closes it: that of a runner waits for all in it to end, and a close
 * of the loop itself for what can end without waiting.
 *
 * **Context.** A coroutine or task has a copy of its creator's, taken when it is made: what one sets
 * in a variable is seen by those that it makes from then on, and by nobody else.
 *
 * **Failures** stay with the task or coroutine they happen in: one of a coroutine that was
 * launched here goes to the loop's exception handler. **Threads.** Every method may be called from any
 * thread.
 */
public class LoopScope private constructor(
    /** Where everything runs. */
    public val loop: EventLoop,
    private val name: String
) : CoroutineScope,
    AsyncCloseable,
    AutoCloseable {
    override val coroutineContext: CoroutineContext =
        loop.asCoroutineDispatcher() + SupervisorJob() + CoroutineExceptionHandler { _, failure ->
            homeOf(loop).report("A coroutine of $this failed.", failure, null)
        }

    private val job: Job get() = coroutineContext.job

    init {
        (loop as CoroutineEventLoop).guests.enter(job)
    }

    /** Calls a suspend function as a task of this scope; see [Suspend.call]. */
    public fun <T> call(function: SuspendCall<T>): Task<T> = keep { Suspend.call(loop, function) }

    /** Makes a task of a straight-line body, in this scope. */
    public fun <T> createTask(body: Callable<T>): Task<T> = keep { loop.createTask(body) }

    private fun <T> keep(make: () -> Task<T>): Task<T> =
        checkNotNull(holdNew(make)) { "$this is closed; make a new one." }

    /**
     * Cancels everything in the scope, and is done when all of it has ended; at once when it is closed
     * already. Code in the scope may call it, and is cancelled with the rest.
     */
    override fun closeAsync(): LoopFuture<Void?> {
        val closed = endOf(job, homeOf(loop))
        cancel("LoopScope '$name' was closed")
        return closed
    }

    /**
     * Closes and waits for it, in a straight-line body or on a thread that runs no loop; does nothing
     * when all has ended already. A refused close changes nothing.
     *
     * @throws IllegalStateException in a callback or coroutine, which it would block; in code of this
     *   scope itself, and on a thread while nobody runs the loop: nothing would end there
     */
    override fun close() {
        if (job.isCompleted) return
        job.refuseToWaitWithin("close()", this)
        bodyThatMayWait("the close of $this", SUSPENDING)
        check(job.children.none() || willRun()) {
            "Nothing in $this can end while nobody runs $loop; close the scope in a run of that."
        }
        shieldedForJava { awaitForJava(closeAsync()) }
    }

    private fun willRun(): Boolean =
        loop.isRunning || loop.isClosed || (loop as CoroutineEventLoop).isHosted

    override fun toString(): String = "<LoopScope '$name' ${if (isActive) "open" else "closed"}>"

    public companion object {
        private const val SUSPENDING = "closeAndJoin(), or use { } of dev.aiko.coroutines"

        /**
         * An open scope on [loop], which may run already or later.
         *
         * @throws IllegalStateException when the loop is closed
         */
        @JvmStatic
        public fun on(loop: EventLoop, name: String): LoopScope {
            homeOf(loop).ensureOpen()
            return LoopScope(loop, name)
        }
    }
}
