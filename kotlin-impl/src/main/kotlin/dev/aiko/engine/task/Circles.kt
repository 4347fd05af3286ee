package dev.aiko.engine.task

import dev.aiko.engine.loop.LoopCore
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.atomic.AtomicBoolean

/**
 * Looks for circles of waits one step after somebody may have closed one.
 *
 * A cancelled wait looks by itself when it begins, but only along waits that are cancelled as well: one
 * that is not, yet, may be cancelled in the next moment by the very same request. When that has passed,
 * every wait counts: those in shields, those no cancel came to, and those that began since. Of a circle
 * with a cancelled wait in it nobody would ever go on, so one of those is left.
 *
 * All that are suspected in one step are searched together, and everything once.
 */
internal class Circles(private val core: LoopCore) : Runnable {
    private val suspects = ConcurrentLinkedQueue<Waiting>()
    private val isComing = AtomicBoolean()

    /** It waits since now, and may close a circle. From any thread. */
    fun suspect(one: Waiting) {
        suspects += one
        if (isComing.compareAndSet(false, true) && !core.post(this)) run()
    }

    override fun run() {
        isComing.set(false)
        val search = Search()
        while (true) search.from(suspects.poll() ?: return)
    }

    /** Only the thread that searches touches it. */
    private class Search {
        private val seen = HashSet<Waiting>()

        /** From the suspect down to here, and who is on that way. */
        private val path = ArrayList<Stop>()
        private val isOnPath = HashSet<Waiting>()

        fun from(suspect: Waiting) {
            enter(suspect)
            while (path.isNotEmpty()) {
                val below = path.last().below
                if (!below.hasNext()) {
                    goBack()
                    continue
                }
                val next = below.next()
                if (next in isOnPath) close(next) else enter(next)
            }
        }

        private fun enter(one: Waiting) {
            if (!seen.add(one)) return
            path += Stop(one, one.everyBelow().iterator())
            isOnPath += one
        }

        private fun goBack() {
            isOnPath -= path.removeLast().one
        }

        /** The way comes back to [start]: if that is still so, one goes on, and all above it may. */
        private fun close(start: Waiting) {
            val circle = path.subList(
                path.indexOfLast {
                    it.one === start
                },
                path.size
            ).map { it.one }
            val one = circle.filterIsInstance<CancelledWait>().leastPatient() ?: return
            val isOne =
                circle.indices.all { circle[(it + 1) % circle.size] in circle[it].everyBelow() }
            if (!isOne) return
            one.leave()
            while (one in isOnPath) goBack()
        }
    }

    /** On the way down, with those below that are still to be looked at. */
    private class Stop(val one: Waiting, val below: Iterator<Waiting>)
}
