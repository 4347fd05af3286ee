package dev.aiko.engine.task

import java.util.Objects
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * A future that stands for others and ends with them: to cancel it is to ask them to stop, and it is
 * done when they say so.
 */
internal abstract class Composite<T>(home: Home) :
    Delivery<T>(home),
    Waiting {
    /** What the whole ends with when it was asked to stop. Written before the parts are asked. */
    @Volatile
    @JvmField
    protected var request: CancellationException? = null

    /** Asks the parts to stop; false when none of them took it. */
    protected abstract fun stopParts(reason: String?): Boolean

    final override fun cancel(reason: String?): Boolean {
        if (isDone) return false
        val before = request
        val asked = cancellation(reason)
        request = asked
        return home.nested {
            // Refused, it was none; but another one, from elsewhere, may have been taken meanwhile.
            stopParts(reason).also { if (!it) REQUEST.compareAndSet(this, asked, before) }
        }
    }

    final override fun unneeded(reason: String?) {
        stopParts(reason)
    }

    /** The parts whose values it stands for: what came with them goes back when it is given up. */
    protected open fun carried(): Collection<CompletableFuture<*>> = emptyList()

    /** As those it stands for, asked once: they may be thousands, one in the other. */
    override var goesBack: Boolean = false
    override var canGoBack: Boolean = false

    /** Whether its parts have come. */
    @Volatile
    @JvmField
    var isIn = 0

    /**
     * Ends with what has come to its parts. Has it ended otherwise, by hand or by a limit, that goes
     * back. Once: it is called by whoever comes and finds that all are in.
     */
    protected fun passOn(value: () -> T) {
        if (!IS_IN.compareAndSet(this, 0, 1)) return
        if (isDone || !complete(value().also { looksBack() })) giveBack()
    }

    private fun looksBack() {
        for (part in carried()) {
            if (part !is Delivery<*>) continue
            if (part.goesBack) goesBack = true
            if (part.canGoBack) canGoBack = true
        }
    }

    override fun giveBack(): Boolean {
        carried().forEach { it.returnToSender(this) }
        return true
    }

    /** The parts that have not ended, and whatever else it has to wait for. */
    abstract override fun waitsFor(): Collection<Any>

    private companion object {
        val REQUEST = field<Composite<*>, CancellationException>("request")

        val IS_IN: AtomicIntegerFieldUpdater<Composite<*>> =
            AtomicIntegerFieldUpdater.newUpdater(Composite::class.java, "isIn")
    }
}

/** One of several futures, and what is to be done when it ends; on whatever thread that happens. */
internal class Part<T>(
    private val home: Home,
    val future: CompletableFuture<out T>,
    override val readsOutcome: Boolean = true,
    taker: Any? = null,
    private val onEnd: (Part<T>) -> Unit
) : Leaver {
    override val taker: Any = taker ?: this

    @Volatile
    override var hasLeft = false

    override fun wake() {
        home.nested {
            onEnd(this)
            true
        }
    }

    override fun toString(): String = "a wait for several"

    /** The way out of a future that keeps no line of ours. Written by [watch], before [leave]. */
    private var exit: CompletableFuture<*>? = null

    /** Calls back when the future is done, which may be at once. */
    fun watch() {
        if (future.javaClass === CompletableFuture::class.java && !future.isDone) {
            exit = future.wakeUnlessLeft(this)
        } else if (!future.wakeWhenDone(this)) {
            onEnd(this)
        }
    }

    /** Wants to hear no more: a future may live on for long, and must not collect what is over. */
    fun leave() {
        if (future.isDone) return
        if (future is EngineFuture) future.leave(this) else hasLeft = true
        exit?.complete(null)
    }
}

/** What a function of the user's returned, or failed with. */
internal inline fun <T> stageOf(code: () -> CompletionStage<T>?): CompletableFuture<T> =
    try {
        Objects.requireNonNull(code(), "A stage was expected, and null came.")!!
            .toCompletableFuture()
    } catch (failure: Throwable) {
        CompletableFuture.failedFuture(failure)
    }

/** Asks every one of them to stop; true when at least one took the request. */
internal fun Iterable<CompletableFuture<*>>.giveUpAll(reason: String?): Boolean =
    // No any(): the first that agrees must not keep the others from being asked.
    count { !it.isDone && it.giveUp(reason) } > 0
