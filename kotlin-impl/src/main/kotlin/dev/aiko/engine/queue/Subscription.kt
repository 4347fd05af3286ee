package dev.aiko.engine.queue

import dev.aiko.engine.wait.Wish
import java.util.Optional

/** A subscriber's way through his backlog. */
internal class Subscription<T : Any>(
    private val topic: EngineTopic<T>,
    private val backlog: Backlog<T>
) : LineCursor<T, Reading<T>>() {
    override fun next(): Reading<T> = Reading(topic, backlog)

    override fun leave(waiting: Reading<T>?) = topic.leave(backlog)

    override fun toString(): String = synchronized(topic) { backlog.toString() }
}

/** Wants the next item of a backlog, or to hear that there is none. */
internal class Reading<T : Any>(
    private val topic: EngineTopic<T>,
    private val backlog: Backlog<T>
) : Wish<Optional<T>>() {
    // What has come to it. Guarded by the topic.
    private var taken: Numbered<T>? = null
    private var lastWord: Throwable? = null

    fun take(item: Numbered<T>) {
        taken = item
        value = Optional.of(item.item)
    }

    fun end(word: Throwable?) {
        lastWord = word
        value = Optional.empty()
    }

    override fun takeOrQueue(): Boolean =
        topic.step { woken ->
            val isServed = backlog.takeOrQueue(this)
            lastWord?.let { throw it }
            topic.refill(backlog, woken)
            isServed
        }

    override fun leave() = topic.step { backlog.leave(this) }

    override fun giveBack() =
        topic.step { woken ->
            taken?.let { backlog.putBack(it, woken) }
            taken = null
            lastWord?.let(backlog::putBack)
            lastWord = null
            true
        }

    override val isForOne: Boolean get() = true

    override val aim: String get() = "an item of a Topic"
}
