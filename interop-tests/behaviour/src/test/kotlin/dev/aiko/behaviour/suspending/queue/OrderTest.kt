package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueShutdownException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class OrderTest :
    StringSpec({
        fun queues(capacity: Int = 0): List<AsyncQueue<Int>> = listOf(
            AsyncQueue.create(capacity),
            AsyncQueue.lifo(capacity),
            AsyncQueue.priority(capacity, Comparator.naturalOrder())
        )

        suspend fun AsyncQueue<Int>.all(): List<Int> = List(size()) { get() }

        "Q-01 first in first out, last in first out, or the smallest first" {
            inTask {
                val (fifo, lifo, priority) = queues()
                for (queue in listOf(fifo, lifo, priority)) {
                    for (item in listOf(3, 1, 2)) queue.put(item)
                }
                fifo.all() shouldBe listOf(3, 1, 2)
                lifo.all() shouldBe listOf(2, 1, 3)
                priority.all() shouldBe listOf(1, 2, 3)
            }
        }

        "Q-01 of equal ones the oldest comes first" {
            inTask {
                val queue =
                    AsyncQueue.priority<String>(0, Comparator.comparingInt { it.length })
                for (item in listOf("bb", "a", "aa", "b")) queue.put(item)
                List(4) { queue.get() } shouldBe listOf("a", "b", "bb", "aa")
            }
        }

        "Q-01 everything else is the same for the three" {
            for (queue in queues(capacity = 1)) {
                inTask {
                    queue.put(1)
                    queue.isFull shouldBe true
                    val putter = task { queue.put(2) }
                    settle()
                    queue.get() shouldBe 1
                    putter.await()
                    queue.get() shouldBe 2
                    val getter = task { queue.get() }
                    settle()
                    queue.put(3)
                    getter.await() shouldBe 3
                    repeat(3) { queue.taskDone() }
                    shouldThrow<IllegalStateException> { queue.taskDone() }
                    queue.shutdown()
                    shouldThrow<QueueShutdownException> { queue.get() }
                }
            }
        }

        "Q-01 what waits to get in is let in as it came, and goes to its place then" {
            inTask {
                val queue = AsyncQueue.priority<Int>(2, Comparator.naturalOrder())
                queue.put(5)
                queue.put(7)
                val putters = listOf(6, 1).map { task { queue.put(it) } }
                settle()
                queue.get() shouldBe 5
                queue.get() shouldBe 6
                queue.get() shouldBe 1
                queue.get() shouldBe 7
                putters.forEach { it.await() }
            }
        }

        "Q-08 an item that reached nobody goes back to its place, in each of the orders" {
            for ((queue, order) in queues().zip(listOf(listOf(1, 2), listOf(2, 1), listOf(1, 2)))) {
                inTask {
                    val getter = task { queue.get() }
                    settle()
                    queue.put(1)
                    queue.put(2)
                    getter.cancel("too late")
                    getter.end()
                    queue.all() shouldBe order
                }
            }
        }

        "Q-08 among equals it is the first one again" {
            inTask {
                val queue = AsyncQueue.priority<String>(0, Comparator.comparingInt { it.length })
                val getter = task { queue.get() }
                settle()
                queue.put("first")
                queue.put("other")
                queue.put("low")
                getter.cancel("too late")
                getter.end()
                List(3) { queue.get() } shouldBe listOf("low", "first", "other")
            }
        }
    })
