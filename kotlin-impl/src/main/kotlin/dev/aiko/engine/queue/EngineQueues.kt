package dev.aiko.engine.queue

import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueEngine
import dev.aiko.queue.Topic

/** The door to this room. */
public class EngineQueues : QueueEngine {
    override fun <T : Any> newQueue(capacity: Int): AsyncQueue<T> =
        EngineQueue(capacity, FirstInFirstOut())

    override fun <T : Any> newLifo(capacity: Int): AsyncQueue<T> =
        EngineQueue(capacity, LastInFirstOut())

    override fun <T : Any> newPriority(capacity: Int, order: Comparator<in T>): AsyncQueue<T> =
        EngineQueue(capacity, SmallestFirst(order))

    override fun <T : Any> newTopic(replay: Int): Topic<T> = EngineTopic(replay)
}
