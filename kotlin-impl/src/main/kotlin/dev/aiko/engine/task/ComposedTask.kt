package dev.aiko.engine.task

import dev.aiko.task.TaskOptions
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/**
 * A body in Java futures: one step that calls it, then the end of the stage it returned.
 *
 * Everything mutable is guarded by the role.
 */
internal class ComposedTask<T>(
    home: Home,
    options: TaskOptions,
    override val body: Supplier<out CompletionStage<T>>
) : EngineTask<T>(home, options),
    Waiter,
    Runnable {
    private var stage: CompletableFuture<T>? = null
    private var mustCancel = false

    override fun firstStep(): Any = this

    override fun startNow() {
        val core = home.core
        val step = core.running
        core.running = this
        run()
        core.running = step
    }

    /** First the call of the body, then, woken by its stage, the end. */
    override fun run() {
        if (isDone) return
        if (stage != null) return adopt()
        if (mustCancel) return finishFailed(cancellation(reason))
        val returned =
            try {
                checkNotNull(body.get()) { "The body of $this returned null instead of a stage." }
                    .toCompletableFuture()
            } catch (failure: Throwable) {
                return finishFailed(failure)
            }
        if (returned === this) {
            return finishFailed(IllegalStateException("$this awaits itself and would never end."))
        }
        stage = returned
        if (!returned.wakeWhenDone(this)) return adopt()
        if (mustCancel) interruptBody(reason)
    }

    override fun wake() {
        home.core.post(this)
    }

    private fun adopt() {
        val stage = stage!!
        val failure = stage.failure()
        when {
            failure == null -> finish(stage.outcome())

            stage.isCancelled && mustCancel && stage !is EngineFuture ->
                finishFailed(cancellation(reason))

            else -> finishFailed(failure)
        }
    }

    override fun interruptBody(reason: String?) {
        mustCancel = true
        val stage = stage ?: return
        if (stage.isDone) return
        val accepted = if (stage is EngineFuture) stage.cancelFor(reason) else stage.cancel(true)
        if (!accepted && !stage.isDone) finishFailed(cancellation(reason))
    }

    override fun awaiting(): CompletionStage<*>? = stage

    override fun suspendedFrames(): List<StackTraceElement> = emptyList()
}
