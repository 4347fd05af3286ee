package dev.aiko.engine.task

import dev.aiko.task.TaskOptions
import java.util.Objects
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
    holder: TaskHolder = home.register,
    override val body: Supplier<out CompletionStage<T>>
) : EngineTask<T>(home, options, holder),
    Waiter,
    Runnable {
    private var stage: CompletableFuture<T>? = null

    /** The stage was told to stop, so its cancellation is ours. */
    private var passedDown = false

    /** The wait for the stage, when that goes on although it was cancelled. */
    private var cancelledWait: CancelledComposedWait? = null

    override fun firstStep(): Any = this

    override fun startNow() = stepNow(this)

    /** First the call of the body, then, woken by its stage, the end. */
    override fun run() {
        if (isDone) return
        if (stage != null) return adopt()
        if (takeRequest()) return finishFailed(cancellation(reason))
        val returned =
            try {
                Objects.requireNonNull(body.get()) {
                    "The body of $this returned null; return a stage."
                }
                    .toCompletableFuture()
            } catch (failure: Throwable) {
                return finishFailed(failure)
            }
        if (returned === this) {
            return finishFailed(
                IllegalStateException(
                    "$this awaits itself and would never end; return another stage."
                )
            )
        }
        stage = returned
        if (!returned.wakeWhenDone(this)) return adopt()
        if (isAskedToStop) interruptStage(reason)
    }

    override fun wake() {
        home.core.post(this)
    }

    private fun adopt() {
        cancelledWait?.end()
        val stage = stage!!
        val failure = stage.failure()
        when {
            !sealOutcome() -> {
                stage.returnToSender(this)
                finishFailed(cancellation(reason))
            }

            failure == null -> finish(stage.outcome())

            passedDown && stage.isCancelledElsewhere -> finishFailed(cancellation(reason))

            else -> finishFailed(failure)
        }
    }

    override fun passCancel(reason: String?, descent: Descent) =
        home.core.within { descent.goOn { interruptStage(reason) } }

    /** Cancels the stage, unless there is none yet, or its end is on its way here. */
    private fun interruptStage(reason: String?) {
        val stage = stage
        if (!isAskedToStop || stage == null || stage.isDone) return
        passedDown = true
        if (sendInto(stage, reason)) return goesOnWaitingFor(stage)
        // A stage that will not be cancelled is left alone: nobody may hang on its goodwill.
        if (!stage.isDone && !isDone) adoptCancel()
    }

    override fun passedAgain() = home.core.within { if (passedDown) takeRequest() }

    private fun goesOnWaitingFor(stage: CompletableFuture<*>) {
        if (stage.isDone || isDone || cancelledWait != null) return
        val wait = CancelledComposedWait(stage).also { cancelledWait = it }
        wait.begin()
    }

    private inner class CancelledComposedWait(private val stage: CompletableFuture<*>) :
        CancelledWait(this@ComposedTask) {
        override val awaited: Collection<Any> get() = listOf(stage)

        /** The stage may stand for a group, and that is not to be left while somebody else can be. */
        override val patience get() = Patience.MUCH

        override fun goOn() =
            home.core.within {
                val left = (stage as? EngineFuture)?.takeOut { it === this@ComposedTask } ?: 0
                if (left > 0) adoptCancel()
            }
    }

    private fun adoptCancel() {
        cancelledWait?.end()
        stage?.returnToSender(this)
        takeRequest()
        sealOutcome()
        finishFailed(cancellation(reason))
    }

    override fun awaiting(): CompletionStage<*>? = stage

    override fun suspendedFrames(): List<StackTraceElement> = emptyList()
}
