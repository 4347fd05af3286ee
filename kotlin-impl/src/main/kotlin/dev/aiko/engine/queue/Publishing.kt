package dev.aiko.engine.queue

import dev.aiko.engine.wait.Wish

/**
 * Somebody who publishes and has to wait: for his turn, and then for those who have no room.
 *
 *     in line ──is the first──▶ giving ──nobody lacks it──▶ granted
 *        └──leave──▶ gone          └──leave──▶ gone: who has the item keeps it
 *
 * All states are guarded by the topic.
 */
internal class Publishing<T : Any>(
    private val topic: EngineTopic<T>,
    @JvmField val item: T
) : Wish<Void?>() {
    /** Who has to be waited for; null while it is the turn of others. */
    private var lacking: MutableSet<Backlog<T>>? = null

    /** What the item has pushed out of the replay, where it belongs if this is given up. */
    var pushedOut: T? = null
        private set

    val isGiving: Boolean get() = lacking != null

    val hasToWait: Boolean get() = lacking?.isNotEmpty() == true

    fun begin(lacking: MutableSet<Backlog<T>>, pushedOut: T?) {
        this.lacking = lacking
        this.pushedOut = pushedOut
    }

    fun waitsNoMoreFor(backlog: Backlog<T>): Boolean = lacking?.remove(backlog) == true

    /** It is out of the line: whoever keeps its future shall keep nothing of others with it. */
    fun end() {
        lacking = null
        pushedOut = null
    }

    override fun takeOrQueue(): Boolean = topic.publishOrQueue(this)

    override fun leave() = topic.leave(this)

    /** Everybody has it, and that the publisher does not hear of it changes nothing for them. */
    override fun giveBack() = true

    override val aim: String get() = "the subscribers of a Topic"

    /** The first of those that have to be waited for, for messages. */
    fun slowest(): String {
        val slow = lacking.orEmpty()
        return slow.take(SHOWN).joinToString() + if (slow.size > SHOWN) ", …" else ""
    }

    private companion object {
        const val SHOWN = 3
    }
}
