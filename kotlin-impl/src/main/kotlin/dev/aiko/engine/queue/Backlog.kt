package dev.aiko.engine.queue

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.queue.QueueFullException
import dev.aiko.queue.WhenFull

/**
 * What a subscriber has not taken yet: what was replayed, and behind it what is published since then,
 * of which there may be so much.
 *
 *     OPEN ──topic closed──▶ ENDED: what is left can be had, and then the end
 *      ├──too slow──▶ FAILED: the same, but who finds the end is told why, once
 *      └──leave──▶ LEFT, from all of them: nothing can be had
 *
 * All states are guarded by the topic.
 */
internal class Backlog<T : Any>(
    private val topic: EngineTopic<T>,
    private val capacity: Int,
    private val whenFull: WhenFull,
    replay: Collection<T>
) {
    private enum class State { OPEN, ENDED, FAILED, LEFT }

    private var state = State.OPEN
    private var lastWord: Throwable? = null

    private val replayed = FirstInFirstOut<T>()
    private val fresh = FirstInFirstOut<T>()
    private val readers = Line<Reading<T>>()
    private var lastNumber = 0L

    init {
        for (item in replay) replayed.add(numbered(item))
    }

    private val lastReplayed = lastNumber

    private fun numbered(item: T) = Numbered(item, ++lastNumber)

    val isOpen: Boolean get() = state == State.OPEN

    val hasRoom: Boolean get() = fresh.size < capacity

    val hasToBeWaitedFor: Boolean get() = whenFull == WhenFull.WAIT && !hasRoom

    // ---- giving --------------------------------------------------------------------------------

    /** Takes it in or does without it, as the subscriber said; false when it has to be waited for. */
    fun offer(item: T, woken: MutableList<Wish<*>>): Boolean {
        if (hasRoom) {
            handOn(numbered(item), woken, fresh::add)
            return true
        }
        when (whenFull) {
            WhenFull.WAIT -> return false

            WhenFull.DROP_NEWEST -> {}

            WhenFull.DROP_OLDEST -> {
                fresh.next()
                fresh.add(numbered(item))
            }

            WhenFull.FAIL -> {
                lastWord = tooSlow()
                state = State.FAILED
            }
        }
        return true
    }

    private fun tooSlow() =
        QueueFullException(
            "$this of $topic was too slow; take faster, or subscribe with a larger capacity."
        )

    private inline fun handOn(
        item: Numbered<T>,
        woken: MutableList<Wish<*>>,
        keep: (Numbered<T>) -> Unit
    ) {
        val reader = readers.removeFirst() ?: return keep(item)
        reader.take(item)
        woken += reader
    }

    // ---- taking --------------------------------------------------------------------------------

    private fun takeNext(): Numbered<T>? = replayed.next() ?: fresh.next()

    fun takeOrQueue(reader: Reading<T>): Boolean {
        val next = takeNext()
        when {
            next != null -> reader.take(next)

            isOpen -> readers.add(reader)

            else -> {
                reader.end(lastWord)
                lastWord = null
            }
        }
        return !reader.isInLine
    }

    fun leave(reader: Reading<T>) {
        readers.remove(reader)
    }

    /** It was taken and reached nobody: it is for the next one, or goes back to its place. */
    fun putBack(item: Numbered<T>, woken: MutableList<Wish<*>>) {
        if (state == State.LEFT) return
        handOn(item, woken, (if (item.number <= lastReplayed) replayed else fresh)::putBack)
    }

    /** The same for the reason of the end: it is for the one who asks next. */
    fun putBack(word: Throwable) {
        if (state != State.LEFT) lastWord = word
    }

    // ---- the end -------------------------------------------------------------------------------

    fun end(woken: MutableList<Wish<*>>) {
        state = State.ENDED
        for (reader in readers.take()) {
            reader.end(null)
            woken += reader
        }
    }

    fun leave(woken: MutableList<Wish<*>>) {
        end(woken)
        state = State.LEFT
        lastWord = null
        while (takeNext() != null) continue
    }

    override fun toString(): String {
        val ahead = if (replayed.size > 0) " replayed=${replayed.size}" else ""
        val waiting = if (readers.isNotEmpty()) " waiting" else ""
        return "<Subscription ${state.name.lowercase()} behind=${fresh.size}/$capacity$ahead" +
            " whenFull=$whenFull$waiting>"
    }
}
