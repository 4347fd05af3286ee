package dev.aiko.engine.task

import dev.aiko.context.Context
import dev.aiko.engine.context.ContextCell
import dev.aiko.engine.executor.Workers
import dev.aiko.engine.loop.CallbackErrors
import dev.aiko.engine.loop.LoopCore
import dev.aiko.engine.loop.LoopDispatcher
import dev.aiko.engine.loop.SoonHandle
import dev.aiko.engine.loop.Timer
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.loop.ErrorReport
import dev.aiko.loop.EventLoop
import dev.aiko.task.LoopFuture
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture

/** What the futures and tasks of one loop share: the loop, the register, the reports. */
internal class Home(
    val loop: EventLoop,
    val core: LoopCore,
    val workers: Workers,
    private val callbackErrors: CallbackErrors
) {
    val dispatcher = LoopDispatcher(core) { it.context[TaskElement]?.suspendedAt = it }
    val register = TaskRegister()
    val maker = TaskMaker(this)
    val unread = UnreadFailures(loop::callExceptionHandler)

    val sequences = OpenSequences()
    val circles = Circles(core)
    val waits = OpenWaits(core.name)

    /** Any thread may set it. */
    @Volatile
    var debug = false

    /** Where the caller is, in debug mode. */
    fun creationSite(what: String): Throwable? =
        if (debug) Throwable("$what created here") else null

    fun endedWith(
        failure: Throwable,
        future: EngineFuture,
        observed: Boolean
    ): Ended {
        val end = Ended(failure)
        if (observed) {
            end.look() // whoever waits is going to
        } else if (failure !is CancellationException) {
            unread.watch(end, future)
        }
        return end
    }

    fun report(
        message: String,
        failure: Throwable?,
        future: LoopFuture<*>?
    ) {
        val createdAt = (future as? EngineTask<*>)?.createdAt
        loop.callExceptionHandler(ErrorReport(message, failure, future, null, createdAt))
    }

    /** Schedules a callback; on a closed loop there is nobody left to call. */
    fun callSoonIfOpen(
        callback: Runnable,
        context: Context
    ) {
        core.post(SoonHandle(callback, context as ContextCell, callbackErrors, null))
    }

    /** Does [action] at a time, unless the future is done before. */
    fun completeLater(
        future: CompletableFuture<*>,
        nanos: Long,
        action: () -> Unit
    ) {
        if (future.isDone) return
        val onDiscard: () -> Unit = { future.giveUp(waits.reason) }
        val timer = ActionTimer(core, core.deadlineIn(nanos), onDiscard, action)
        ensureOpen(core.post(timer))
        future.wakeWhenDone(timer)
    }

    /** How deep ends and cancels are nested in each other. Guarded by the role. */
    @JvmField
    var depth = 0

    /**
     * Hands an end or a cancel on to the next future. Those that stand for others may be nested ten
     * thousand deep, and stacks are not: every so often the rest becomes a step of its own, and
     * counts as done.
     */
    inline fun nested(crossinline work: () -> Boolean): Boolean {
        if (!core.isMine()) return work()
        if (depth == DEEPEST && core.post(Runnable { work() })) return true
        depth++
        try {
            return work()
        } finally {
            depth--
        }
    }

    fun ensureOpen(accepted: Boolean = !core.isClosed) {
        check(accepted) { "EventLoop '${core.name}' is closed; make a new one." }
    }

    companion object {
        const val DEEPEST = 100
    }
}

/** Does something at a time; taken back when the future it serves is done before. */
internal class ActionTimer(
    core: LoopCore,
    deadline: Long,
    private val onDiscard: () -> Unit = {},
    private var action: (() -> Unit)?
) : Timer(core, deadline),
    Waiter {
    override val isInterested: Boolean get() = false

    override fun wake() {
        if (cancelTimer()) action = null
    }

    override fun fire() = action!!()

    override fun discard() {
        super.discard()
        onDiscard()
    }
}

/** The present loop; see [presentHome]. */
internal fun runningHome(rule: String): Home =
    presentHome()
        ?: error("$rule, and none runs here; call this in a task or callback.")
