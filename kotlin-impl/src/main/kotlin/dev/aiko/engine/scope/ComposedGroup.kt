package dev.aiko.engine.scope

import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.cancellation
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.obeys
import dev.aiko.engine.task.outcome
import dev.aiko.engine.task.stageOf
import dev.aiko.scope.GroupOptions
import dev.aiko.spi.GroupCore
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicBoolean
import java.util.function.Function

/** A group whose body is written with futures: done when its stage and all children are. */
internal class ComposedGroup<T>(
    home: Home,
    options: GroupOptions,
    private val code: Function<GroupCore, out CompletionStage<T>>
) : Composite<T>(home) {
    private val group = Group(home, options, null, ::interruptStage)

    /** Written by the step that begins, before anybody can interrupt it. */
    @Volatile
    private var stage: CompletableFuture<T>? = null

    /** Whether the stage was told to stop from within; written before it is. */
    @Volatile
    private var isInterrupted = false

    private val hasEnded = AtomicBoolean()

    /** Written by the one who ends the body, before the group can end. */
    @Volatile
    private var bodyFailure: Throwable? = null

    fun begin(): ComposedGroup<T> {
        val called = stageOf { code.apply(group) }
        stage = called
        if (isInterrupted) interruptStage("$group is stopping")
        Part(home, called, taker = this) { bodyEnded(called.failure()) }.watch()
        return this
    }

    private fun interruptStage(reason: String) {
        isInterrupted = true
        val stage = stage ?: return
        if (!stage.isDone && !stage.obeys(reason)) bodyEnded(cancellation(reason))
    }

    /** Once: a stage that was left alone may still end. */
    private fun bodyEnded(failure: Throwable?) {
        if (!hasEnded.compareAndSet(false, true)) return
        bodyFailure = failure
        group.bodyEnded(failure)
        endWhenEmpty()
    }

    private fun endWhenEmpty() {
        val empty = group.whenEmpty() ?: return end()
        Part(home, empty) { endWhenEmpty() }.watch()
    }

    private fun end() {
        val failure = group.failure()
        val ofBody = bodyFailure
        when {
            failure != null -> completeExceptionally(failure)
            request != null -> completeExceptionally(request!!)
            ofBody == null -> passOn { stage!!.outcome() }
            group.wasCancelled != null -> completeExceptionally(cancellation(group.wasCancelled))
            else -> completeExceptionally(ofBody)
        }
        if (isCompletedExceptionally) giveBack() // with which the body's stage may have come
    }

    override fun carried() = listOfNotNull(stage)

    /** From outside: the children and the stage are asked, and the end comes when they have ended. */
    override fun stopParts(reason: String?): Boolean {
        group.stop(reason ?: "the task around the group was cancelled")
        return true
    }

    override fun waitsFor(): Collection<Any> = group.members() + listOfNotNull(stage)
}
