package dev.aiko.engine.task

import dev.aiko.engine.loop.textOf
import dev.aiko.loop.EventLoop
import dev.aiko.loop.TaskFactory
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import java.util.concurrent.Callable
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference
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
                val starter = body.starter ?: presentContext(home.core)
                SuspendTask(home, it, holder, starter?.inherited(), body.block)
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
        return OneTask { construct(it) }.madeBy(factory, home.loop, options)
    }
}

/** What a task factory is given: it makes one task, which is the one that the factory returns. */
private class OneTask<T>(private val construct: (TaskOptions) -> EngineTask<T>) :
    TaskFactory.Body<T> {
    /** On whatever thread the factory makes it. */
    private val made = AtomicReference<EngineTask<T>>()

    override fun newTask(options: TaskOptions): Task<T> {
        val task = construct(options)
        check(made.compareAndSet(null, task)) {
            "${made.get()} was made from this body before; newTask makes one task of a body."
        }
        task.start(options.eager() == true)
        return task
    }

    fun madeBy(
        factory: TaskFactory,
        loop: EventLoop,
        options: TaskOptions
    ): Task<T> {
        var isHis = false
        try {
            val given: Task<*>? = factory.create(loop, this, options)
            isHis = given is EngineTask<*> && given === made.get()
            check(isHis) {
                "The task factory ${textOf(factory)} returned ${textOf(given)}; " +
                    "it has to return what body.newTask(options) gave it."
            }
        } finally {
            // Whoever asked for the task never hears of it, so nobody else could stop it.
            if (!isHis) made.get()?.cancel("its task factory did not return it")
        }
        return made.get()
    }
}
