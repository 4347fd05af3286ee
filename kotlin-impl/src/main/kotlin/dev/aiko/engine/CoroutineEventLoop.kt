package dev.aiko.engine

import dev.aiko.context.Context
import dev.aiko.engine.context.Ambient
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.debug.Reports
import dev.aiko.engine.debug.SlowSteps
import dev.aiko.engine.executor.Workers
import dev.aiko.engine.guest.Guests
import dev.aiko.engine.loop.AsyncStage
import dev.aiko.engine.loop.Crew
import dev.aiko.engine.loop.LaterHandle
import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.loop.LoopExecutorService
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.loop.SoonHandle
import dev.aiko.engine.loop.SystemClock
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.loop.saturatedNanos
import dev.aiko.engine.loop.textOf
import dev.aiko.engine.periodic.Repetition
import dev.aiko.engine.sequence.closeAll
import dev.aiko.engine.task.ActionBody
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.JobFuture
import dev.aiko.engine.task.WrappedStage
import dev.aiko.engine.task.sleep
import dev.aiko.engine.task.taskOf
import dev.aiko.loop.ErrorReport
import dev.aiko.loop.EventLoop
import dev.aiko.loop.ExceptionHandler
import dev.aiko.loop.Handle
import dev.aiko.loop.LoopOptions
import dev.aiko.loop.Periodic
import dev.aiko.loop.PeriodicOptions
import dev.aiko.loop.TaskFactory
import dev.aiko.loop.TimerHandle
import dev.aiko.task.Action
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.Executor
import java.util.concurrent.RejectedExecutionException
import java.util.concurrent.ScheduledExecutorService
import java.util.concurrent.atomic.AtomicLong
import java.util.function.Supplier

/** The public face of a loop, and the one file that knows both the loop and its tasks. */
internal class CoroutineEventLoop(
    options: LoopOptions
) : EventLoop {
    private val name = options.name() ?: "loop-${COUNTER.incrementAndGet()}"
    private val reports = Reports(this)
    val core = LoopCore(name, options.clock() ?: SystemClock, reports, Crew::forThisJdk)
    val home = Home(this, core, Workers(name), reports)
    val guests = Guests(home)

    /** Whether a thread of its own is going to run it, or does. Set before anybody has the loop. */
    @Volatile var isHosted = false

    // Settings; any thread may change them, the loop reads them at its next step.
    @Volatile private var slowDuration: Duration = Duration.ofMillis(SLOW_MILLIS)

    private val slowSteps = SlowSteps(name, core.clock, { slowDuration }, ::describeStep)

    init {
        core.owner = home
        isDebug = options.debug() ?: java.lang.Boolean.getBoolean("aiko.debug")
    }

    override fun name(): String = name

    // ---- running -----------------------------------------------------------------------------

    override fun <T> runUntilComplete(stage: CompletionStage<T>): T =
        drive(stage.toCompletableFuture())

    override fun <T> runUntilComplete(body: Callable<T>): T {
        refuseSecondRun()
        return super.runUntilComplete(body)
    }

    override fun runUntilComplete(body: Action) {
        refuseSecondRun()
        super.runUntilComplete(body)
    }

    override fun runForever() {
        refuseSecondRun()
        core.hosting.run()
    }

    /** Asked before a body becomes a task: a refused one must not run after all. */
    fun refuseSecondRun() {
        val seat = Seat.driving()
        check(seat == null) {
            "EventLoop '${seat?.core?.name}' is running on this thread; " +
                "await the work instead of running a loop inside."
        }
        check(!core.hosting.isGoingOn) {
            "EventLoop '$name' is running already; use loop.submit(...) to give it work."
        }
    }

    override fun stop() = core.hosting.stop()

    override fun isRunning(): Boolean = core.hosting.isGoingOn

    override fun isClosed(): Boolean = core.isClosed

    override fun close() = closeLoop(this)

    // ---- callbacks and timers ----------------------------------------------------------------

    override fun callSoon(callback: Runnable): Handle =
        callSoon(callback, Ambient.here().cell.copy())

    override fun callSoon(
        callback: Runnable,
        context: Context
    ): Handle {
        val handle =
            SoonHandle(callback, context as ContextCell, reports, home.creationSite("Handle"))
        home.ensureOpen(core.post(handle))
        return handle
    }

    override fun callLater(
        delay: Duration,
        callback: Runnable
    ): TimerHandle = callLater(delay, callback, Ambient.here().cell.copy())

    override fun callLater(
        delay: Duration,
        callback: Runnable,
        context: Context
    ): TimerHandle = schedule(core.deadlineIn(delay.saturatedNanos()), callback, context)

    override fun callAt(
        `when`: Duration,
        callback: Runnable
    ): TimerHandle = callAt(`when`, callback, Ambient.here().cell.copy())

    override fun callAt(
        `when`: Duration,
        callback: Runnable,
        context: Context
    ): TimerHandle = schedule(`when`.saturatedNanos(), callback, context)

    private fun schedule(
        deadline: Long,
        callback: Runnable,
        context: Context
    ): TimerHandle {
        val site = home.creationSite("TimerHandle")
        val handle = LaterHandle(core, deadline, callback, context as ContextCell, reports, site)
        home.ensureOpen(core.post(handle))
        return handle
    }

    override fun time(): Duration = Duration.ofNanos(core.clock.nanoTime())

    override fun execute(command: Runnable) {
        val cell = Ambient.here().cell.copy()
        val step =
            if (command is CompletableFuture.AsynchronousCompletionTask) {
                AsyncStage(command, cell, reports)
            } else {
                SoonHandle(command, cell, reports, home.creationSite("Handle"))
            }
        if (!core.post(step)) {
            throw RejectedExecutionException("EventLoop '$name' is closed; make a new one.")
        }
    }

    override fun asExecutorService(): ScheduledExecutorService = LoopExecutorService(this, core)

    // ---- futures and tasks -------------------------------------------------------------------

    override fun <T> createFuture(): LoopFuture<T> {
        home.ensureOpen()
        return EnginePromise(home)
    }

    override fun <T> ensureFuture(stage: CompletionStage<T>): LoopFuture<T> {
        if (stage is LoopFuture<T>) return stage
        home.ensureOpen()
        return WrappedStage(home, stage.toCompletableFuture())
    }

    override fun <T> createTask(
        options: TaskOptions,
        body: Callable<T>
    ): Task<T> =
        home.maker.create(options, body)

    override fun createTask(
        options: TaskOptions,
        body: Action
    ): Task<Void?> = createTask(options, ActionBody(body))

    override fun <T> composeTask(
        options: TaskOptions,
        body: Supplier<out CompletionStage<T>>
    ): Task<T> = home.maker.compose(options, body)

    override fun sleepAsync(delay: Duration): LoopFuture<Void?> = sleepAsync<Void?>(delay, null)

    override fun <T> sleepAsync(
        delay: Duration,
        result: T
    ): LoopFuture<T> = home.sleep(delay.saturatedNanos(), result)

    override fun <T> runInExecutor(
        executor: Executor?,
        call: Callable<T>
    ): LoopFuture<T> {
        home.ensureOpen()
        return JobFuture(home, call).startOn(executor ?: home.workers)
    }

    override fun composeEvery(
        options: PeriodicOptions,
        body: Supplier<out CompletionStage<*>>
    ): Periodic = Repetition(home, options, body).begin()

    override fun shutdownAsyncGenerators(): LoopFuture<Void?> {
        home.ensureOpen()
        return closeAll(home)
    }

    override fun allTasks(): Set<Task<*>> = home.register.all()

    override fun currentTask(): Task<*>? = if (core.isMine()) taskOf(core.running) else null

    override fun setTaskFactory(factory: TaskFactory?) {
        home.maker.factory = factory
    }

    override fun taskFactory(): TaskFactory? = home.maker.factory

    // ---- errors and debug mode ---------------------------------------------------------------

    override fun setExceptionHandler(handler: ExceptionHandler?) {
        reports.handler = handler
    }

    override fun exceptionHandler(): ExceptionHandler? = reports.handler

    override fun callExceptionHandler(report: ErrorReport) = reports.report(report)

    override fun defaultExceptionHandler(report: ErrorReport) = reports.log(report)

    override fun isDebug(): Boolean = home.debug

    override fun setDebug(debug: Boolean) {
        home.debug = debug
        core.watch = if (debug) slowSteps else null
    }

    override fun slowCallbackDuration(): Duration = slowDuration

    override fun setSlowCallbackDuration(duration: Duration) {
        require(!duration.isNegative) {
            "slowCallbackDuration is negative: $duration; zero reports every step."
        }
        slowDuration = duration
    }

    private fun describeStep(step: Any?): String = textOf(taskOf(step) ?: step)

    override fun toString(): String {
        val state =
            when {
                isClosed -> "closed"
                isRunning -> "running"
                else -> "idle"
            }
        return "<EventLoop '$name' $state tasks=${allTasks().size}${if (isDebug) " debug" else ""}>"
    }

    private companion object {
        val COUNTER = AtomicLong()
        const val SLOW_MILLIS = 100L
    }
}
