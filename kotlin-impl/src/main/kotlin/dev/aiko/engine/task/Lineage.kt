package dev.aiko.engine.task

import java.lang.ref.WeakReference
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater

/**
 * A future that counts who hangs on it, so that a cancelled stage can tell whether anybody else
 * still waits for the work above.
 */
internal interface Source {
    /** How many derived stages there ever were, and how many of them are still interested. */
    val interest: Interest

    /** Somebody waits who is not a derived stage of ours. */
    val hasOtherWaiters: Boolean

    /** Cancels, because nobody is interested any more; gives the sources further up. */
    fun cancelUnwanted(reason: String?): Origins?

    /** Whether it came with something that goes back when all the stages it came to are cancelled. */
    val goesBack: Boolean get() = false

    /**
     * Nobody is interested any more, but it is done: the cancel came too late. Gives the sources
     * further up when it only passes on what goes back.
     */
    fun cameToNobody(): Origins? = null
}

/** Two counters of one [Source]; any thread counts. */
internal class Interest {
    @Volatile
    @JvmField
    var ever = 0

    @Volatile
    @JvmField
    var live = 0

    /** Whether somebody has read the outcome before its end was in the line. */
    @Volatile
    var wasRead = false

    /** Whether somebody was set to report a failure that nobody waits for any more. */
    @Volatile
    private var isWatched = 0

    fun isFirstToWatch(): Boolean = WATCHED.compareAndSet(this, 0, 1)

    fun gain() {
        EVER.incrementAndGet(this)
        LIVE.incrementAndGet(this)
    }

    /** One that had lost its interest is counted once more. */
    fun regain() {
        LIVE.incrementAndGet(this)
    }

    fun lose(): Int = LIVE.decrementAndGet(this)

    private companion object {
        val EVER = AtomicIntegerFieldUpdater.newUpdater(Interest::class.java, "ever")
        val WATCHED = AtomicIntegerFieldUpdater.newUpdater(Interest::class.java, "isWatched")
        val LIVE = AtomicIntegerFieldUpdater.newUpdater(Interest::class.java, "live")
    }
}

/**
 * What a derived stage hangs on: one source, and a second once a pair or a composition has one.
 *
 * The references are weak. As long as a source may still be completed, somebody holds it; and a
 * strong one would keep the whole history of `tail = tail.thenCompose(…)` alive with its last stage.
 */
internal class Origins(first: CompletableFuture<*>) : WeakReference<CompletableFuture<*>>(first) {
    /** Of these the one whose value the stage has, without a function: as long as that may go back. */
    @Volatile
    var passing: CompletableFuture<*>? = null
        private set

    // Guarded by this, as is the writing of what is passed on.
    private var second: WeakReference<CompletableFuture<*>>? = null
    private var released = false
    private var withdrawn = false
    private var reason: String? = null

    /** A second source, told already; given up at once when the stage was cancelled meanwhile. */
    fun add(other: CompletionStage<*>) {
        val future = other.toCompletableFuture()
        val (isGivenUp, needsNothing) =
            synchronized(this) {
                second = WeakReference(future)
                Pair(released, withdrawn)
            }
        if (isGivenUp) {
            release(mutableListOf(future), reason)
        } else if (needsNothing) {
            leave(future)
        }
    }

    /** The value that it passes on is that of [source], or what it has is its own. */
    fun passOn(source: CompletableFuture<*>?) =
        synchronized(this) { if (!released && !withdrawn) passing = source }

    /** The stage needs nothing from above any more. */
    fun release(reason: String?) {
        val sources = take(reason)
        if (withdrawn) for (source in sources) (source as? Source)?.interest?.regain()
        release(sources, reason)
    }

    /** The stage takes nothing from above, and cancels nothing either, until it is given up. */
    fun withdraw() {
        val sources =
            synchronized(this) {
                if (released || withdrawn) return
                withdrawn = true
                passing = null
                listOfNotNull(get(), second?.get())
            }
        sources.forEach(::leave)
    }

    private fun leave(source: CompletableFuture<*>) {
        if (source is Source && source.interest.lose() == 0 && source.isDone) {
            source.cameToNobody()?.release(null)
        }
    }

    /** The sources, once; later calls get none. */
    fun take(reason: String?): MutableList<CompletableFuture<*>> =
        synchronized(this) {
            if (released) return mutableListOf()
            released = true
            this.reason = reason
            listOfNotNull(get(), second?.get()).toMutableList().also { passing = null }
        }

    private companion object {
        /** Walks upwards with a list instead of recursion: chains may be a hundred thousand long. */
        fun release(
            sources: MutableList<CompletableFuture<*>>,
            reason: String?
        ) {
            while (sources.isNotEmpty()) {
                val source = sources.removeAt(sources.size - 1)
                if (source.isDone && (source as? Source)?.goesBack != true) continue
                if (source !is Source) {
                    source.cancel(true)
                } else if (source.interest.lose() == 0) {
                    if (!source.isDone && isAlone(source, source)) {
                        source.cancelUnwanted(reason)?.let { sources += it.take(reason) }
                    }
                    if (source.isDone) source.cameToNobody()?.let { sources += it.take(reason) }
                }
            }
        }
    }
}

/** Nobody in our line, and nobody the JDK hung on it by itself, as `allOf` does. */
private fun isAlone(source: Source, future: CompletableFuture<*>): Boolean =
    !source.hasOtherWaiters && future.numberOfDependents <= source.interest.ever

/** Whoever waited for it has gone: cancels it, unless somebody else waits for it as well. */
internal fun CompletableFuture<*>.giveUpIfUnwanted(reason: String): Boolean {
    val isUnwanted =
        if (this is Source) {
            interest.live == 0 && isAlone(this, this)
        } else {
            numberOfDependents == 0
        }
    if (isUnwanted) giveUp(reason)
    return isUnwanted
}
