package dev.aiko.engine.queue

import dev.aiko.engine.sync.EngineLock
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.SuspendTask
import dev.aiko.engine.wait.doneHere
import dev.aiko.engine.wait.homeHere
import dev.aiko.queue.QueueFullException
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.Topic
import dev.aiko.queue.TopicStatistics
import dev.aiko.queue.WhenFull
import dev.aiko.sequence.Cursor
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskOptions

/**
 * Subscribers with a queue each, and a lock that one publisher at a time holds, so that all
 * subscribers see the same order.
 */
internal class EngineTopic<T : Any>(private val replay: Int) : Topic<T> {
    init {
        require(replay >= 0) { "A topic that replays $replay items; zero is the least." }
    }

    private val publishing = EngineLock()

    // Guarded by this.
    private val recent = ArrayDeque<T>()
    private val open = LinkedHashSet<Subscriber>()
    private var isClosed = false

    /** What the newest item has pushed out of [recent] while it is still being published. */
    private var pushedOut: T? = null

    private inner class Subscriber(capacity: Int, val whenFull: WhenFull) {
        val queue = EngineQueue<T>(capacity, FirstInFirstOut())
        val cursor =
            object : QueueCursor<T>(queue) {
                override fun close() {
                    super.close()
                    leave()
                    queue.shutdown(immediate = true)
                }
            }

        private fun leave() {
            synchronized(this@EngineTopic) { open.remove(this) }
        }

        val hasToBeWaitedFor: Boolean get() = whenFull == WhenFull.WAIT && queue.isFull

        /** False when it has to be waited for. */
        fun offer(item: T): Boolean {
            if (queue.tryPut(item) || hasLeft()) return true
            when (whenFull) {
                WhenFull.WAIT -> return false

                WhenFull.DROP_NEWEST -> {}

                WhenFull.DROP_OLDEST -> if (!queue.putForOldest(item)) hasLeft()

                WhenFull.FAIL -> {
                    leave()
                    queue.end(immediate = false, tooSlow())
                    hasLeft() // or the topic was closed first, and it comes to a plain end
                }
            }
            return true
        }

        private fun tooSlow() =
            QueueFullException(
                "A subscriber of ${this@EngineTopic} was too slow for its capacity of " +
                    "${queue.capacity()}; take faster, or subscribe with a larger one."
            )

        /** Whether it alone goes without the item; when the topic is closed, it is for nobody. */
        private fun hasLeft(): Boolean {
            if (!queue.isShutdown) return false
            whileOpen {}
            return true
        }

        /** Gives it at once to somebody who had room a moment ago. */
        fun giveNow(item: T) {
            // A consumer that was cancelled may have put one back since then.
            if (!offer(item) && !queue.putAnyway(item)) hasLeft()
        }

        suspend fun give(item: T) {
            if (offer(item)) return
            try {
                queue.putHere(item)
            } catch (_: QueueShutdownException) {
                hasLeft()
            }
        }
    }

    /**
     * Those who are to get it; whoever comes later finds it among what is replayed. Null, and nothing
     * is replayed, when it must not wait and would have to.
     */
    private fun subscribersFor(item: T, mayWait: Boolean): List<Subscriber>? =
        whileOpen {
            if (!mayWait && open.any { it.hasToBeWaitedFor }) return null
            if (replay > 0) {
                pushedOut = if (recent.size == replay) recent.removeFirst() else null
                recent.addLast(item)
            }
            open.toList()
        }

    /** The item of a publish that did not come to its end is not replayed; who has it keeps it. */
    private fun forgetNewest() {
        synchronized(this) {
            if (replay == 0) return
            recent.removeLast() // only who publishes adds, and that is one at a time
            pushedOut?.let(recent::addFirst)
        }
    }

    /** Within the monitor; a topic that is closed refuses, and makes the text outside of it. */
    private inline fun <R> whileOpen(action: () -> R): R {
        synchronized(this) { if (!isClosed) return action() }
        throw QueueShutdownException("$this is closed; make a new topic.")
    }

    /** `publish` of a coroutine. */
    suspend fun publishHere(item: T) {
        publishing.acquireHere()
        try {
            val subscribers = subscribersFor(item, mayWait = true)!!
            try {
                subscribers.forEach { it.give(item) }
            } catch (failure: Throwable) {
                forgetNewest()
                throw failure
            }
        } finally {
            publishing.release()
        }
    }

    override fun publishAsync(item: T): LoopFuture<Void?> {
        try {
            if (tryPublish(item)) return doneHere(null)
        } catch (closed: QueueShutdownException) {
            return EnginePromise<Void?>(homeHere()).also { it.completeExceptionally(closed) }
        }
        return SuspendTask<Void?>(homeHere(), PUBLISH) {
            publishHere(item)
            null
        }.also { it.start(eager = true) }
    }

    override fun tryPublish(item: T): Boolean {
        whileOpen {}
        if (!publishing.tryAcquire()) return false
        try {
            val subscribers = subscribersFor(item, mayWait = false) ?: return false
            subscribers.forEach { it.giveNow(item) }
            return true
        } finally {
            publishing.release()
        }
    }

    override fun subscribe(capacity: Int, whenFull: WhenFull): Cursor<T> {
        require(capacity > 0) { "A subscriber that holds $capacity items; it takes at least one." }
        val subscriber = Subscriber(capacity, whenFull)
        whileOpen {
            subscriber.queue.preload(recent)
            open.add(subscriber)
        }
        return subscriber.cursor
    }

    override fun close() {
        val last =
            synchronized(this) {
                isClosed = true
                open.toList().also { open.clear() }
            }
        last.forEach { it.queue.shutdown() }
    }

    override fun isClosed(): Boolean = synchronized(this) { isClosed }

    override fun subscribers(): Int = synchronized(this) { open.size }

    override fun statistics(): TopicStatistics {
        val publishers = publishing.statistics().let { it.total - it.available + it.waiting }
        return synchronized(this) {
            TopicStatistics(open.size, publishers, recent.size, isClosed)
        }
    }

    override fun toString(): String {
        val now = statistics()
        val publishing = if (now.publishing > 0) " publishing=${now.publishing}" else ""
        val state = if (now.isClosed) "closed" else "open"
        return "<Topic $state subscribers=${now.subscribers}$publishing>"
    }

    private companion object {
        val PUBLISH: TaskOptions = TaskOptions.named("publish")
    }
}
