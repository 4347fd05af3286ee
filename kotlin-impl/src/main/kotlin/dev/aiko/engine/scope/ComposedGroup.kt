package dev.aiko.engine.scope

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.cancellation
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.giveUp
import dev.aiko.engine.task.outcome
import dev.aiko.scope.GroupOptions
import dev.aiko.spi.GroupCore
import java.util.Objects
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Function

/** A group whose body is written with futures: done when its stage and all children are. */
internal class ComposedGroup<T>(
    home: Home,
    options: GroupOptions,
    private val code: Function<GroupCore, out CompletionStage<T>>
) : Composite<T>(home) {
    private val group = Group(home, options, ::interruptStage)

    /** Written by the step that begins, before anybody can interrupt it. */
    @Volatile
    private var stage: CompletableFuture<T>? = null

    /** Whether the stage was told to stop from within; written before it is. */
    @Volatile
    private var isInterrupted = false

    /** What the group ends with when it was cancelled from outside. */
    @Volatile
    private var request: CancellationException? = null

    fun begin(): ComposedGroup<T> {
        try {
            val returned = Objects.requireNonNull(
                code.apply(group),
                "The body of $group returned null."
            )
            stage = returned.toCompletableFuture()
        } catch (failure: Throwable) {
            group.bodyEnded(failure)
            endWhenEmpty()
            return this
        }
        if (isInterrupted) stage!!.giveUp(null)
        Part(stage!!) { bodyEnded() }.watch()
        return this
    }

    private fun interruptStage(reason: String) {
        isInterrupted = true
        stage?.giveUp(reason)
    }

    private fun bodyEnded() {
        group.bodyEnded(stage!!.failure())
        endWhenEmpty()
    }

    private fun endWhenEmpty() {
        val empty = group.whenEmpty() ?: return end()
        Part(empty) { endWhenEmpty() }.watch()
    }

    private fun end() {
        val failure = group.close()
        val stage = stage
        when {
            failure != null -> completeExceptionally(failure)
            request != null -> completeExceptionally(request!!)
            stage!!.failure() == null -> complete(stage.outcome())
            group.wasCancelled != null -> completeExceptionally(cancellation(group.wasCancelled))
            else -> completeExceptionally(stage.failure()!!)
        }
    }

    /** From outside: the children and the stage are asked, and the end comes when they have ended. */
    override fun passCancel(reason: String?): Boolean {
        request = cancellation(reason)
        group.stop(reason ?: "the task around the group was cancelled")
        return true
    }
}
