package dev.aiko.engine.task

/** Where a task is known while it is not done: at its loop, or in a group there. */
internal interface TaskHolder {
    /**
     * Takes the task in, before its first step.
     *
     * @throws IllegalStateException when it takes no more
     */
    fun enter(task: EngineTask<*>)

    /** Who does not end before the tasks that are kept here have; or null. */
    val owner: EngineTask<*>? get() = null

    /** The task could not begin after all. */
    fun refused(task: EngineTask<*>)

    /**
     * The task is done, and nobody who waits for it has been woken yet.
     *
     * Returns whether a failure is taken care of, so that nobody else has to look at it.
     */
    fun ended(
        task: EngineTask<*>,
        failure: Throwable?
    ): Boolean
}

/** A part of a loop's tasks that is kept by somebody else. */
internal interface TaskBranch : TaskHolder {
    /** Those that have not ended, at this moment. */
    fun members(): List<EngineTask<*>>
}
