package dev.aiko.engine.task

import java.lang.ref.ReferenceQueue
import java.lang.ref.WeakReference

/**
 * The futures of a loop that stand in a line, to be taken out of it when the loop closes: what came
 * to them afterwards would have come to nobody.
 *
 *     OPEN ──close──▶ CLOSED, for good: who stood in a line is told, and who comes is told at once
 *
 * Held weakly, each by a link of its own: a loop may outlive very many events that are never set, and
 * a future that everybody has forgotten, its line included, is garbage like any other. Everything is
 * guarded by this, and those who are told are told outside of it.
 */
internal class OpenWaits(loopName: String) {
    /** What those are cancelled with that do not get what they wait for. */
    val reason = "EventLoop '$loopName' was closed"

    private var first: Link? = null
    private var last: Link? = null
    private val forgotten = ReferenceQueue<LineWait>()

    /** Written within the monitor, and read anywhere. */
    @Volatile
    var isClosed = false
        private set

    /** The place of a wait in here. */
    class Link(wait: LineWait, forgotten: ReferenceQueue<LineWait>) :
        WeakReference<LineWait>(wait, forgotten) {
        // Guarded by the waits.
        var before: Link? = null
        var after: Link? = null
        var isIn = false
    }

    /** Null when the loop is closed; then [wait] has been told. */
    fun enter(wait: LineWait): Link? {
        synchronized(this) {
            while (true) unlink(forgotten.poll() as Link? ?: break)
            if (!isClosed) return Link(wait, forgotten).also(::addLast)
        }
        wait.loopCloses()
        return null
    }

    @Synchronized
    fun leave(link: Link) = unlink(link)

    private fun addLast(link: Link) {
        link.isIn = true
        link.before = last
        if (last == null) first = link else last!!.after = link
        last = link
    }

    private fun unlink(link: Link) {
        if (!link.isIn) return
        link.isIn = false
        if (first === link) first = link.after else link.before!!.after = link.after
        if (last === link) last = link.before else link.after!!.before = link.before
        link.before = null
        link.after = null
    }

    /** Ends all of them, in the order in which they came; true when there were any. */
    fun close(): Boolean {
        val waits =
            synchronized(this) {
                isClosed = true
                generateSequence(first) { it.after }.mapNotNull { it.get() }.toList()
            }
        waits.forEach { it.loopCloses() }
        return waits.isNotEmpty()
    }
}

/** A future that stands in a line. */
internal interface LineWait {
    /** Leaves the line, gives back what may have come, and ends as cancelled. */
    fun loopCloses()
}
