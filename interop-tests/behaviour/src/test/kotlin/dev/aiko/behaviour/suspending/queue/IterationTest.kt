package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.iterator
import dev.aiko.coroutines.join
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueShutdownException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.yield

class IterationTest :
    StringSpec({
        "Q-18 a loop goes through what comes, and ends when the queue is empty and shut down" {
            inTask {
                val queue = AsyncQueue.create<Int>(2)
                val consumer = task {
                    val all = ArrayList<Int>()
                    for (item in queue) all += item
                    all
                }
                repeat(5) { queue.put(it) }
                queue.shutdown()
                consumer.await() shouldBe listOf(0, 1, 2, 3, 4)
                for (item in queue) error("never")
            }
        }

        "Q-19 a loop that waits when the queue is shut down ends quietly" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val consumer = task { for (item in queue) error("never") }
                settle()
                queue.shutdown()
                consumer.await()
            }
        }

        "several loops share the items" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val consumers = List(3) { name ->
                    task {
                        val mine = ArrayList<Int>()
                        for (item in queue) {
                            mine += item
                            queue.taskDone()
                            yield()
                        }
                        mine
                    }
                }
                settle()
                repeat(30) { queue.put(it) }
                queue.join()
                queue.shutdown()
                consumers.flatMap { it.await() }.sorted() shouldBe List(30) { it }
            }
        }

        "leaving a loop leaves the rest in the queue, and taskDone is the consumer's" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(3) { queue.put(it) }
                for (item in queue) if (item == 1) break
                queue.get() shouldBe 2
                queue.unfinished() shouldBe 3
            }
        }

        "a loop that is cancelled while it waits takes nothing" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val trail = Trail()
                val consumer = task { for (item in queue) trail.add("item $item") }
                settle()
                queue.put(1)
                settle()
                queue.put(2)
                consumer.cancel("enough")
                consumer.end()
                trail.reads("item 1")
                queue.get() shouldBe 2
            }
        }

        "hasNext may be asked twice, and next wants it asked" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(2) { queue.put(it) }
                val items = queue.iterator()
                shouldThrow<IllegalStateException> { items.next() }
                repeat(2) { items.hasNext() shouldBe true }
                items.next() shouldBe 0
                shouldThrow<IllegalStateException> { items.next() }
                queue.size() shouldBe 1
            }
        }

        "a failure of the queue's user is not the end of the loop" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val other = AsyncQueue.create<Int>(0)
                other.shutdown()
                queue.put(1)
                shouldThrow<QueueShutdownException> { for (item in queue) other.put(item) }
            }
        }

        "a put that waits when the last producer closes gets in before the end" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                val producer = queue.newProducer()
                producer.put(1)
                val second = task { producer.put(2) }
                settle()
                producer.close()
                queue.isShutdown shouldBe false
                val all = ArrayList<Int>()
                for (item in queue) all += item
                all shouldBe listOf(1, 2)
                second.await()
            }
        }

        "the last of the producers to close shuts the queue down" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                val producers = List(3) { queue.newProducer() }
                producers.forEachIndexed { number, producer ->
                    task {
                        producer.use { repeat(2) { producer.put(number) } }
                        producer.close() // a second time, which counts for nothing
                        shouldThrow<IllegalStateException> { producer.put(9) }
                    }
                }
                val all = ArrayList<Int>()
                for (item in queue) all += item
                all.sorted() shouldBe listOf(0, 0, 1, 1, 2, 2)
                shouldThrow<QueueShutdownException> { queue.newProducer() }
            }
        }
    })
