package dev.aiko.engine.scope

import dev.aiko.engine.loop.isFatal
import dev.aiko.engine.loop.textOf
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.unwrapped
import dev.aiko.engine.task.wakeWhenDone
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
 * Children come and go on any thread; all states are guarded by this, and nothing is called while
 * it is held.
 */
internal class Group(
    val home: Home,
    private val options: GroupOptions,
    /** Interrupts the body, once, while it runs. */
    private val interruptBody: (reason: String) -> Unit
) : GroupCore {
    private enum class State { OPEN, STOPPING, CLOSED }

    private val name = options.name() ?: "Group-${COUNTER.incrementAndGet()}"

    @Volatile // read without the lock by children on their way in
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

    /** The children that are not done, in the order of creation, linked through themselves. */
    private var first: Child? = null
    private var last: Child? = null

    /** Done when the last child is; made when somebody waits. */
    private var empty: EnginePromise<Void?>? = null

    // ---- children ----------------------------------------------------------------------------

    override fun <T> createTask(options: TaskOptions, body: Callable<T>): Task<T> =
        adopt { home.loop.createTask(options, body) }

    override fun <T> composeTask(
        options: TaskOptions,
        body: Supplier<out CompletionStage<T>>
    ): Task<T> = adopt { home.loop.composeTask(options, body) }

    override fun <R> start(options: TaskOptions, body: ScopeAction<Ready<R>>): LoopFuture<R> {
        val handshake = Handshake<R>(home)
        adopt(handshake) {
            home.loop.createTask(options, handshake.bodyOf(body))
        }
        return handshake
    }

    /** The place in the group is taken before the task is made, which may already run it. */
    inline fun <T> adopt(handshake: Handshake<*>? = null, make: () -> Task<T>): Task<T> {
        val child = enter(handshake)
        val task =
            try {
                make()
            } catch (refused: Throwable) {
                leave(child)
                throw refused
            }
        child.watch(task)
        return task
    }

    private fun enter(handshake: Handshake<*>?): Child =
        synchronized(this) {
            check(state == State.OPEN) {
                "$this takes no more tasks; it ${if (state == State.CLOSED) "is closed" else "is stopping"}."
            }
            Child(handshake).also {
                it.before = last
                if (last == null) first = it else last!!.after = it
                last = it
            }
        }

    private fun leave(child: Child) {
        val done =
            synchronized(this) {
                val before = child.before
                val after = child.after
                if (before == null) first = after else before.after = after
                if (after == null) last = before else after.before = before
                if (first == null) empty else null
            }
        done?.complete(null)
    }

    /** A task of the group, and its place there. It hears of the end, and wants no value. */
    inner class Child(private val handshake: Handshake<*>?) : Waiter {
        @JvmField
        var before: Child? = null

        @JvmField
        var after: Child? = null

        @Volatile
        var task: Task<*>? = null

        override val isInterested: Boolean get() = false

        fun watch(task: Task<*>) {
            this.task = task
            handshake?.child = task
            // A stop that came before the task was known has passed it over.
            if (state != State.OPEN) task.cancel(STOPPING)
            if (!task.wakeWhenDone(this)) wake()
        }

        override fun wake() {
            val failure = task!!.failure()
            val isOurs = handshake == null || !handshake.tookTheEnd(failure)
            if (failure == null || failure is CancellationException || !isOurs) return leave(this)
            // A turn later, so that failures of one turn are told together.
            if (!home.core.post(Runnable { failAndLeave(failure) })) failAndLeave(failure)
        }

        private fun failAndLeave(failure: Throwable) {
            failed(failure)
            leave(this)
        }
    }

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
        if (ofBody || !options.supervising()) stop("$this is stopping: $failure")
    }

    override fun cancel(reason: String?) {
        if (synchronized(this) { state != State.OPEN || isOver() }) return
        wasCancelled = reason ?: "$this was cancelled"
        stop(wasCancelled!!)
    }

    private fun isOver() = !bodyRuns && first == null

    /** Asks everybody to stop; only the first time. */
    fun stop(reason: String) {
        val interrupts: Boolean
        synchronized(this) {
            if (state != State.OPEN) return
            state = State.STOPPING
            interrupts = bodyRuns
        }
        // The body first: it may await a child, and must not take that one's cancellation for its own.
        if (interrupts) interruptBody(reason)
        for (child in children()) child.task?.cancel(reason)
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
    fun whenEmpty(): EnginePromise<Void?>? =
        synchronized(this) {
            if (first != null) return EnginePromise<Void?>(home).also { empty = it }
            state = State.CLOSED
            null
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

    private fun children(): List<Child> =
        synchronized(this) { generateSequence(first) { it.after }.toList() }

    override fun tasks(): Set<Task<*>> = children().mapNotNullTo(LinkedHashSet()) { it.task }

    override fun name(): String = name

    override fun toString(): String = "TaskGroup '$name'"

    private companion object {
        val COUNTER = AtomicLong()
        const val STOPPING = "the task group is stopping"
    }
}
