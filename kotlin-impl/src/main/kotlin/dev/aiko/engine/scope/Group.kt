package dev.aiko.engine.scope

import dev.aiko.engine.loop.isFatal
import dev.aiko.engine.loop.textOf
import dev.aiko.engine.task.CancelledWait
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Patience
import dev.aiko.engine.task.TaskBranch
import dev.aiko.engine.task.TaskLine
import dev.aiko.engine.task.unwrapped
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.Ready
import dev.aiko.scope.ScopeAction
import dev.aiko.scope.TaskGroupException
import dev.aiko.spi.GroupCore
import dev.aiko.task.LoopFuture
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import java.util.Collections
import java.util.IdentityHashMap
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicLong
import java.util.function.Supplier

/**
 * The children of a group and their failures. How the body of the group runs and is interrupted is
 * the affair of whoever opened it.
 *
 *     OPEN ──first failure, or cancel──▶ STOPPING ──┐
 *       └────────── body and children have ended ───┴──▶ CLOSED
 *
 * Children come and go on any thread; all states are guarded by this, and nothing but the register
 * of the loop is called while it is held.
 */
internal class Group(
    val home: Home,
    private val options: GroupOptions,
    /** In whose body it was opened; null for a group of futures, which is awaited like them. */
    override val owner: EngineTask<*>?,
    /** Interrupts the body, once, while it runs. */
    private val interruptBody: (reason: String) -> Unit
) : GroupCore,
    TaskBranch {
    private enum class State { OPEN, STOPPING, CLOSED }

    private val name = options.name() ?: "Group-${COUNTER.incrementAndGet()}"

    private var state = State.OPEN
    private var bodyRuns = true

    /** In the order in which they happened. */
    private val failures = ArrayList<Throwable>()

    /** The same, to find one that comes again: out of the body, which awaited its child. */
    private val known = Collections.newSetFromMap(IdentityHashMap<Throwable, Boolean>())

    /** A failure that must not be wrapped. */
    private var fatal: Throwable? = null

    /** Whether `cancel` was called: to be told from a cancellation by whoever is outside. */
    @Volatile
    var wasCancelled: String? = null
        private set

    private val children = TaskLine()

    /** Who was asked to stop, from outside or by the group: once is enough. */
    private val asked = HashSet<EngineTask<*>>()

    /** Done when the last child is; made when somebody waits. */
    private var empty: EnginePromise<Void?>? = null

    // ---- children ----------------------------------------------------------------------------

    override fun <T> createTask(options: TaskOptions, body: Callable<T>): Task<T> =
        home.maker.create(options, body, this)

    override fun <T> composeTask(
        options: TaskOptions,
        body: Supplier<out CompletionStage<T>>
    ): Task<T> = home.maker.compose(options, body, this)

    override fun <R> start(options: TaskOptions, body: ScopeAction<Ready<R>>): LoopFuture<R> {
        val handshake = Handshake<R>(this)
        home.maker.create(options, handshake.bodyOf(body), handshake)
        return handshake
    }

    override fun enter(task: EngineTask<*>) =
        synchronized(this) {
            check(state == State.OPEN) {
                "$this takes no more tasks; it ${if (state == State.CLOSED) "is closed" else "is stopping"}."
            }
            if (children.isEmpty) home.register.open(this)
            children.add(task)
        }

    override fun refused(task: EngineTask<*>) = leave(task)

    override fun ended(
        task: EngineTask<*>,
        failure: Throwable?
    ): Boolean {
        if (failure == null || failure is CancellationException) {
            leave(task)
        } else if (!home.core.post(Runnable { failAndLeave(task, failure) })) {
            failAndLeave(task, failure)
        } // else a turn later, so that failures of one turn are told together
        return true
    }

    private fun failAndLeave(
        task: EngineTask<*>,
        failure: Throwable
    ) {
        failed(failure)
        leave(task)
    }

    private fun leave(task: EngineTask<*>) {
        val done =
            synchronized(this) {
                children.remove(task)
                if (!children.isEmpty) return
                home.register.close(this)
                empty
            }
        done?.complete(null)
    }

    override fun members(): List<EngineTask<*>> = synchronized(this) { children.toList() }

    // ---- failing and stopping ----------------------------------------------------------------

    /** A child or the body has failed. */
    private fun failed(failure: Throwable, ofBody: Boolean = false) {
        synchronized(this) {
            if (isFatal(failure)) {
                fatal = fatal ?: failure
            } else if (known.add(failure)) {
                failures += failure
            }
        }
        if (ofBody || !options.supervising()) stop("$this is stopping: ${textOf(failure)}")
    }

    override fun cancel(reason: String?) {
        if (synchronized(this) { state != State.OPEN || isOver() }) return
        wasCancelled = reason ?: "$this was cancelled"
        stop(wasCancelled!!)
    }

    private fun isOver() = !bodyRuns && children.isEmpty

    /** Asks everybody to stop; only the first time. */
    fun stop(reason: String) {
        val interrupts: Boolean
        synchronized(this) {
            if (state != State.OPEN) return
            state = State.STOPPING
            interrupts = bodyRuns
        }
        ownerGoesOnWaiting()
        // The body first: it may await a child, and must not take that one's cancellation for its own.
        if (interrupts) interruptBody(reason)
        cancelChildren(reason)
    }

    /**
     * Whoever is around the group was cancelled. While the body runs, only the children hear of it:
     * the body may be in the middle of a step and make more, until its own wait is interrupted.
     */
    fun cancelledFromOutside(reason: String) {
        if (!synchronized(this) { bodyRuns }) return stop(reason)
        ownerGoesOnWaiting()
        cancelChildren(reason)
    }

    /** Guarded by this. */
    private var ownersWait: CancelledWait? = null

    /** For the children, whose ends come in their own time. */
    private fun ownerGoesOnWaiting() {
        val owner = owner ?: return
        val wait = OwnersWait(owner)
        synchronized(this) {
            if (ownersWait != null || state == State.CLOSED) return
            ownersWait = wait
        }
        wait.begin()
    }

    private inner class OwnersWait(owner: EngineTask<*>) : CancelledWait(owner) {
        override val awaited: Collection<Any> get() = members()

        /** A group is closed when its children have ended, and not before. */
        override val patience get() = Patience.ENDLESS

        override fun goOn() {}
    }

    private fun cancelChildren(reason: String) {
        val unasked = synchronized(this) { children.toList().filter(asked::add) }
        for (child in unasked) child.cancel(reason)
    }

    // ---- the end -----------------------------------------------------------------------------

    /** The body is over, in one way or the other: from here on it is not to be interrupted. */
    fun bodyEnded(failure: Throwable?) {
        synchronized(this) { bodyRuns = false }
        when (failure) {
            null -> {}
            is CancellationException -> stop(failure.message ?: "$this was cancelled from outside")
            else -> failed(unwrapped(failure), ofBody = true)
        }
    }

    /**
     * Done when the last child is. Null when there is none: then the group is closed in the same
     * moment, or another thread would still get a child in. Give it up and ask again.
     */
    fun whenEmpty(): EnginePromise<Void?>? {
        val over =
            synchronized(this) {
                if (!children.isEmpty) return EnginePromise<Void?>(home).also { empty = it }
                state = State.CLOSED
                ownersWait
            }
        over?.end()
        return null
    }

    /** What the group fails with, once it is closed; or null. */
    fun failure(): Throwable? =
        synchronized(this) {
            fatal ?: if (failures.isEmpty()) null else TaskGroupException(summary(), failures)
        }

    private fun summary(): String {
        val number = if (failures.size == 1) "1 failure" else "${failures.size} failures"
        val first = failures[0]
        // A group inside tells the same about its own first; all in one line would grow and grow.
        val text = if (first is TaskGroupException) first.javaClass.name else textOf(first)
        return "$number in task group '$name'; the first: $text"
    }

    // ---- introducing itself ------------------------------------------------------------------

    override fun tasks(): Set<Task<*>> = LinkedHashSet<Task<*>>(members())

    override fun name(): String = name

    override fun toString(): String = "TaskGroup '$name'"

    private companion object {
        val COUNTER = AtomicLong()
    }
}
