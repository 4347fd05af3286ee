package dev.aiko.engine.wait

/**
 * What somebody wants who may have to wait for it: the one way of waiting of locks, events, barriers
 * and queues, for futures, bodies, coroutines and plain threads alike.
 *
 *     new ──takeOrQueue──▶ granted ──he goes on──▶ his
 *      │                    ▲    └──he has gone──▶ given back
 *      └──takeOrQueue──▶ in line ──leave──▶ gone
 *
 * Whether it is in line and whether it is granted is guarded by the monitor of whoever has the line,
 * so that a grant and a cancel cannot both win. Tickets are told outside of it, because telling may
 * run anything.
 */
internal abstract class Wish<T> : Place() {
    /** How the one who waits is told. Set before the wish can be in a line. */
    lateinit var ticket: Ticket

    /** What he gets. Written by the grant. */
    var value: T? = null

    /** Takes what is wanted if it can be had now; else gets into line and gives false. */
    abstract fun takeOrQueue(): Boolean

    /** Whoever waited has gone. Without effect when the grant came first. */
    abstract fun leave()

    /**
     * It was granted to somebody who has gone meanwhile: for the next one. Without effect when it
     * was not granted, or has gone back before; false when it cannot go back any more.
     */
    abstract fun giveBack(): Boolean

    /** Whether only one can have what is granted, so that somebody else wants it when he does not. */
    open val isForOne: Boolean get() = false

    /** Whether what was granted can be undone, while nobody has been told of it. */
    open val canGoBack: Boolean get() = isForOne

    /** What he goes on with, asked when he does. It may throw, where the grant said only: look. */
    @Suppress("UNCHECKED_CAST") // granted, so that the value is there, which may be null
    open fun granted(): T = value as T

    /** What it waits for, in messages: `an AsyncLock`. */
    abstract val aim: String
}

/** Somebody who waits, to be told once. From any thread, outside of every monitor. */
internal interface Ticket {
    fun grant()

    fun fail(failure: Throwable)
}

/** Tells all of them, in their order. */
internal fun List<Wish<*>>.grantAll() = forEach { it.ticket.grant() }
