package dev.aiko.engine.task

import dev.aiko.loop.TaskFactory
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/** Makes the tasks of a loop, for the loop itself or for a group, through the factory if one is set. */
internal class TaskMaker(private val home: Home) {
    /** Any thread may set it. */
    @Volatile
    var factory: TaskFactory? = null

    fun <T> create(
        options: TaskOptions,
        body: Callable<T>,
        holder: TaskHolder = home.register
    ): Task<T> =
        newTask(options) {
            if (body is SuspendBody<T>) {
                SuspendTask(home, it, holder, body.block)
            } else {
                StraightTask(home, it, holder, body)
            }
        }

    fun <T> compose(
        options: TaskOptions,
        body: Supplier<out CompletionStage<T>>,
        holder: TaskHolder = home.register
    ): Task<T> = newTask(options) { ComposedTask(home, it, holder, body) }

    private inline fun <T> newTask(
        options: TaskOptions,
        crossinline construct: (TaskOptions) -> EngineTask<T>
    ): Task<T> {
        home.ensureOpen()
        val factory =
            factory ?: return construct(options).also { it.start(options.eager() == true) }
        val body = TaskFactory.Body<T> { chosen ->
            construct(chosen).also { it.start(chosen.eager() == true) }
        }
        val task =
            checkNotNull(factory.create(home.loop, body, options)) {
                "The task factory $factory returned null."
            }
        @Suppress("UNCHECKED_CAST") // the contract of TaskFactory: it comes from this body
        return task as Task<T>
    }
}
