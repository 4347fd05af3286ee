package dev.aiko.engine.queue

import dev.aiko.engine.wait.Wish
import java.util.Optional

/** Somebody who wants an item; what he makes of it, and of the end, is his. */
internal abstract class Taking<T : Any, R : Any>(protected val stock: Stock<T>) : Wish<R>() {
    /** Guarded by the stock. */
    private var taken: Numbered<T>? = null

    fun take(item: Numbered<T>) {
        taken = item
        value = of(item.item)
    }

    fun untake(): Numbered<T>? = taken.also { taken = null }

    abstract fun of(item: T): R

    /** The queue is shut down and empty. Within the stock. */
    open fun atTheEnd() {}

    /** What he fails with then, or null when he has a value all the same. */
    abstract fun failureAtTheEnd(): Throwable?

    override fun takeOrQueue(): Boolean = stock.takeOrQueue(this)

    override fun leave() {
        stock.leave(this)
    }

    /** Woken by the end he looks himself: what was given to another may have come back meanwhile. */
    override fun granted(): R {
        if (value == null && !stock.takeTheRest(this)) failureAtTheEnd()?.let { throw it }
        return super.granted()
    }

    override fun giveBack(): Boolean {
        stock.putBack(this)
        return true
    }

    override val isForOne: Boolean get() = true

    override val aim: String get() = "an item of an AsyncQueue"
}

/** Wants an item, and nothing else will do. */
internal class Getting<T : Any>(stock: Stock<T>) : Taking<T, T>(stock) {
    override fun of(item: T): T = item

    override fun failureAtTheEnd() = stock.hasNoMore()
}

/** Wants the next item on the way through a queue, or to hear that there is none. */
internal class Next<T : Any>(stock: Stock<T>) : Taking<T, Optional<T>>(stock) {
    /** The way is left: it finds the end, also if it has not begun to wait; unless an item came. */
    fun end() {
        if (stock.endFor(this)) ticket.grant()
    }

    override fun of(item: T): Optional<T> = Optional.of(item)

    override fun atTheEnd() {
        value = Optional.empty()
    }

    override fun failureAtTheEnd(): Throwable? = null
}

/** Wants to get rid of an item. */
internal open class Putting<T : Any>(
    private val stock: Stock<T>,
    @JvmField val item: T
) : Wish<Void?>() {
    /** How it was put. Guarded by the stock. */
    @JvmField
    var put: Numbered<T>? = null

    /** Why the queue would not have it, which is told to the one who waits. Written before that. */
    @JvmField
    var refusal: Throwable? = null

    override fun takeOrQueue(): Boolean = stock.putOrQueue(this)

    override fun leave() {
        if (stock.leave(this)) waitsNoMore()
    }

    override fun giveBack(): Boolean = stock.takeBack(this)

    override val canGoBack: Boolean get() = true

    override val aim: String get() = "room in an AsyncQueue"

    /** It has stood in line and does not any more, once; whoever waits is told after that. */
    open fun waitsNoMore() {}
}

/** Wants to hear that all items are done. */
internal class Joining(private val stock: Stock<*>) : Wish<Void?>() {
    override fun takeOrQueue(): Boolean = stock.joinOrQueue(this)

    override fun leave() = stock.leave(this)

    override fun giveBack() = true

    override val aim: String get() = "the last taskDone of an AsyncQueue"
}
