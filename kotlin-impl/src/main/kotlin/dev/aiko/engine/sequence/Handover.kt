package dev.aiko.engine.sequence

import dev.aiko.engine.scope.shieldedForJava
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.EngineTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Waiter
import dev.aiko.engine.task.Waiting
import dev.aiko.engine.task.awaitForJava
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.valueNow
import dev.aiko.engine.task.wakeWhenDone
import dev.aiko.sequence.Cursor
import dev.aiko.sequence.Emitter
import dev.aiko.task.LoopFuture
import java.util.Objects
import java.util.Optional
import java.util.concurrent.CancellationException

/**
 * One way through a sequence: values go from a maker, which is a task, to a consumer, one at a time.
 *
 *     NEW ──next──▶ WANTED ──emit──▶ RESTING ──next──▶ WANTED …       any ──maker ends──▶ OVER
 *
 * Resting, the maker waits inside its emit until the next value is wanted. To close is to cancel the
 * maker and to wait for its end.
 */
internal class Handover<T : Any>(
    private val home: Home,
    private val newMaker: (Home, Emitter<T>) -> EngineTask<*>,
    private val putBack: ((T) -> Unit)?
) : Cursor<T>,
    Emitter<T>,
    Waiter {
    private enum class State { NEW, WANTED, RESTING, OVER }

    // Guarded by this; nothing is called while it is held.
    private var state = State.NEW
    private var pull: Pull? = null
    private var rest: EnginePromise<Void?>? = null
    private val closers = ArrayList<Closer>()
    private var isClosing = false

    /**
     * Whether the maker has been asked to stop, which comes a moment after [isClosing]. An emit that is
     * refused in between waits in [untoldRefusals] for the request: a maker that heard of the end first
     * would be interrupted by the request in the middle of its cleanup.
     */
    private var isAsked = false
    private val untoldRefusals = ArrayList<EnginePromise<Void?>>(0)

    /** How many emits were refused because the consumer has left. */
    private var refused = 0
    private var maker: EngineTask<*>? = null

    /** A value that was emitted before it was wanted, after an emit that had been interrupted. */
    private var early: Optional<T>? = null

    /** The failure of a maker that failed while nobody waited: for whoever asks next. */
    private var lastWord: Pull? = null

    /** Told when this way through is over. Set before it begins. */
    var onOver: () -> Unit = {}

    // ---- the consumer's side -----------------------------------------------------------------

    override fun nextAsync(): LoopFuture<Optional<T>> = nextFor(null)

    /** @param holder who asks: as long as he waits, nobody has forgotten him */
    fun nextFor(holder: Any?): LoopFuture<Optional<T>> {
        val next = Pull(holder)
        val resting: EnginePromise<Void?>?
        synchronized(this) {
            early?.let {
                early = null
                return next.doneWith(it)
            }
            lastWord?.let {
                lastWord = null
                return it
            }
            check(state != State.WANTED) {
                "The value before is still being waited for; await it before asking for the next."
            }
            if (state == State.OVER || isClosing) return next.doneWith(Optional.empty())
            state = State.WANTED
            pull = next
            resting = rest
            rest = null
        }
        if (resting == null) startMaker() else resting.complete(null)
        return next
    }

    private fun Pull.doneWith(value: Optional<T>): Pull = apply { complete(value) }

    private fun startMaker() {
        val task = newMaker(home, this)
        val isClosed =
            synchronized(this) {
                maker = task
                isClosing
            }
        home.sequences.opened(task, this, home.core.name)
        try {
            task.start(eager = false)
        } catch (closed: IllegalStateException) {
            home.sequences.closed(task)
            synchronized(this) { state = State.OVER }
            throw closed
        }
        if (!task.wakeWhenDone(this)) wake()
        if (isClosed) stop(task) // while the maker was being made
    }

    /** A value that is waited for. To give it up is to stop the maker. */
    private inner class Pull(@Suppress("unused") private val holder: Any? = null) :
        Composite<Optional<T>>(home) {
        override fun stopParts(reason: String?): Boolean =
            synchronized(this@Handover) { maker }?.cancel(reason) == true

        override fun waitsFor() = makers()

        override fun complete(value: Optional<T>): Boolean {
            goesBack = putBack != null
            canGoBack = goesBack
            return super.complete(value)
        }

        override fun giveBack(): Boolean {
            valueNow().ifPresent(putBack!!)
            return true
        }

        /** The maker was stopped; whoever closes wants no more values, whoever cancels no outcome. */
        fun stopped(isClosed: Boolean, thrown: CancellationException) {
            val given = request
            if (given == null && isClosed) {
                complete(Optional.empty())
            } else {
                completeExceptionally(given ?: thrown)
            }
        }
    }

    /** Done with the maker, whose cleanup may wait in turn for the one who closes. */
    private inner class Closer :
        EnginePromise<Void?>(home),
        Waiting {
        override fun waitsFor() = makers()
    }

    private fun makers(): List<EngineTask<*>> = listOfNotNull(synchronized(this) { maker })

    override fun closeAsync(): LoopFuture<Void?> {
        val closer = Closer()
        val isFirst: Boolean
        val isOver: Boolean
        val running =
            synchronized(this) {
                if (state == State.NEW) state = State.OVER
                if (state != State.OVER) closers.add(closer)
                isFirst = !isClosing
                isClosing = true
                isOver = state == State.OVER
                maker.takeUnless { isOver }
            }
        if (isOver) closer.complete(null)
        if (isFirst) running?.let(::stop) // a second request would interrupt the cleanup
        return closer
    }

    /** Nobody can ask for a value any more. */
    fun isForgotten() {
        if (!synchronized(this) { isClosing || state == State.OVER }) closeAsync()
    }

    private fun stop(running: EngineTask<*>) {
        running.cancel(NO_MORE)
        synchronized(this) {
            isAsked = true
            untoldRefusals.toList().also { untoldRefusals.clear() }
        }.forEach { it.cancel(NO_MORE) }
    }

    override fun close() {
        shieldedForJava { awaitForJava(closeAsync()) }
    }

    override fun iterator(): MutableIterator<T> = AwaitingIterator(this)

    // ---- the maker's side --------------------------------------------------------------------

    override fun emitAsync(value: T): LoopFuture<Void?> {
        val taken = EnginePromise<Void?>(home)
        val waiting =
            synchronized(this) {
                if (state == State.OVER || isClosing) {
                    if (++refused > PATIENCE) throw DeafMaker()
                    if (state != State.OVER && !isAsked) {
                        untoldRefusals += taken
                        return taken
                    }
                    null
                } else if (state == State.RESTING && early == null && rest?.isDone == true) {
                    early = Optional.of(value)
                    rest = taken
                    return taken
                } else {
                    check(state != State.RESTING) {
                        "The value before has not been taken yet; wait for its emit."
                    }
                    pull.also { rest(taken) }
                }
            }
        if (waiting == null) taken.cancel(NO_MORE) else waiting.complete(Optional.of(value))
        return taken
    }

    private fun takeClosers(): List<Closer> =
        synchronized(this) { closers.toList().also { closers.clear() } }

    private fun rest(until: EnginePromise<Void?>) {
        state = State.RESTING
        pull = null
        rest = until
    }

    /**
     * A request reaches a body that runs at its next wait. A refusal is none; so a turn is waited for
     * here, or the request would come after the refusal, into the cleanup.
     */
    override fun emit(value: T) {
        val taken = emitAsync(value)
        if (taken.isCancelled) bodyHere()?.yieldNow()
        awaitForJava(taken)
    }

    /** The maker has ended. */
    override fun wake() {
        val task = synchronized(this) { maker }!!
        val failure = task.failure().let { if (it is DeafMaker) it.asException() else it }
        val wasWaiting: Pull?
        val closing: List<EnginePromise<Void?>>
        synchronized(this) {
            state = State.OVER
            wasWaiting = pull
            pull = null
            rest = null
            closing = takeClosers()
            early = null
        }
        home.sequences.closed(task)
        onOver()
        when (failure) {
            null -> wasWaiting?.complete(Optional.empty())
            is CancellationException -> wasWaiting?.stopped(closing.isNotEmpty(), failure)
            else -> wasWaiting?.completeExceptionally(failure)
        }
        val cleanupFailed = failure != null && failure !is CancellationException
        for (closer in closing) {
            if (cleanupFailed) closer.completeExceptionally(failure!!) else closer.complete(null)
        }
        if (cleanupFailed && wasWaiting == null && closing.isEmpty()) {
            val word = Pull().also { it.completeExceptionally(failure!!) }
            synchronized(this) { lastWord = word }
        }
    }

    override fun toString(): String = "a way through a sequence"

    private companion object {
        /** A maker that has ignored so many refusals is going to ignore all. */
        const val PATIENCE = 100
        const val NO_MORE = "the consumer of the sequence wants no more values"
    }
}

/** No exception, because a maker that goes on for ever catches those. */
private class DeafMaker : Error() {
    fun asException() =
        IllegalStateException(
            "The maker of the sequence went on emitting after its consumer had left; " +
                "let the CancellationException of emit pass.",
            this
        )
}

/**
 * [Emitter.emit] of a coroutine.
 *
 * An emit is refused by nobody but the consumer, who cancels the maker as well. That may come later:
 * a cancel within another one waits until the other has passed.
 */
internal suspend fun <T : Any> Emitter<T>.emitSuspending(value: T) {
    Objects.requireNonNull(value) {
        "The maker of the sequence emitted null, and its values are never null; " +
            "leave it out, or emit an Optional."
    }
    awaitPlainly(emitAsync(value))
}
