package dev.aiko.engine.wait

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Ended
import dev.aiko.engine.task.EngineFuture
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.giveUp
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.stageOf
import dev.aiko.sync.Lease
import dev.aiko.task.LoopFuture
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/** `with…Async`: waits for a lease, calls the body with it, and closes it when the stage has ended. */
internal fun <T> Wish<Lease>.during(body: Supplier<out CompletionStage<T>>): LoopFuture<T> =
    Leased(promise(), body).begin()

private class Leased<T>(
    private val acquired: LoopFuture<Lease>,
    private val body: Supplier<out CompletionStage<T>>
) : Composite<T>((acquired as EngineFuture).home) {
    private val cell = Ambient.here().cell.copy()

    /** The body's, written before it is looked whether a request came meanwhile. */
    @Volatile
    private var stage: CompletableFuture<T>? = null

    fun begin(): Leased<T> {
        Part(home, acquired) {
            val failure = acquired.failure()
            if (failure == null) use(acquired.outcome()) else completeExceptionally(failure)
        }.watch()
        return this
    }

    private fun use(lease: Lease) {
        if (isDone) return lease.close() // completed by hand in this very moment
        if (request != null) {
            lease.close()
            completeExceptionally(request!!)
            return
        }
        val used = stageOf { cell.within { body.get() } }
        stage = used
        request?.let { used.giveUp(it.message) }
        Part(home, used, taker = this) {
            lease.close()
            val failure = used.failure()
            if (failure == null) passOn { used.outcome() } else completeExceptionally(failure)
        }.watch()
    }

    /** Completed by hand, it is out of the line; a body that runs keeps the lease to its end. */
    override fun settled(end: Ended) {
        super.settled(end)
        if (stage == null) acquired.cancel(null)
    }

    override val aim: String? get() = if (stage == null) (acquired as EnginePromise).aim else null

    override fun stopParts(reason: String?): Boolean {
        stage?.let { return it.giveUp(reason) }
        acquired.cancel(reason) // or it has come just now, and is closed at once
        return true
    }

    override fun carried() = listOfNotNull(stage)

    override fun waitsFor(): Collection<Any> = listOf(stage ?: acquired)
}
