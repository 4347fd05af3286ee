package dev.aiko.engine.task

import java.util.concurrent.CompletableFuture

/** Something that cannot end before others have: a task, a future that stands for others, a wait. */
internal interface Waiting {
    /** What has to end first, as it is now; what is no [Waiting] ends by itself. Any thread asks. */
    fun waitsFor(): Collection<Any>

    /** The task that it is, or is part of. */
    val task: EngineTask<*>? get() = null
}

internal fun Waiting.below(): List<Waiting> =
    waitsFor().filterIsInstance<Waiting>()
        .filterNot { it is CompletableFuture<*> && it.isDone }
