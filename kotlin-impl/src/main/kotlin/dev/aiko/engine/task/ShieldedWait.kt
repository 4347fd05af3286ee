package dev.aiko.engine.task

import kotlinx.coroutines.Job
import java.util.concurrent.CompletableFuture

/**
 * The wait of a coroutine under `NonCancellable`, which cuts the way of a cancel and keeps its caller
 * waiting. A task tells where its body waits; where else coroutines wait that are not cancelled, nobody
 * knows but the future.
 */
internal class ShieldedWait(
    private val future: CompletableFuture<*>,
    private val job: Job
) : NotedWait {
    override val task = taskAround(job)

    override val awaited: Collection<Any> get() = listOf(future)

    override fun waitsFor() = awaited

    override fun isIn(job: Job): Boolean = this.job.isIn(job)

    fun begin() {
        noted().add(this)
        if (CancelledWait.doSomeGoOn) lookout?.suspect(this)
    }

    private val lookout: Circles? get() = (task ?: future as? EngineFuture)?.home?.circles

    fun end() {
        noted().remove(this)
    }
}
