package dev.aiko.behaviour.suspending.queue

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.behaviour.suspending.sync.suspends
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueEmptyException
import dev.aiko.queue.QueueFullException
import dev.aiko.queue.QueueStatistics
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours

class QueueTest :
    StringSpec({
        "Q-02 zero or less means any number: it is never full, and no put suspends" {
            inTask {
                for (capacity in listOf(0, -1)) {
                    val queue = AsyncQueue.create<Int>(capacity)
                    suspends { repeat(1_000) { queue.put(it) } } shouldBe false
                    queue.isFull shouldBe false
                    queue.size() shouldBe 1_000
                    queue.capacity() shouldBe 0
                }
                AsyncQueue.unbounded<Int>().isFull shouldBe false
            }
        }

        "Q-03 getNow of an empty queue is refused" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                shouldThrow<QueueEmptyException> { queue.getNow() }
                queue.tryGet() shouldBe null
                queue.put(1)
                queue.getNow() shouldBe 1
                shouldThrow<QueueEmptyException> { queue.getNow() }
            }
        }

        "Q-04 putNow into a full queue is refused, and adds nothing" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.putNow(1)
                shouldThrow<QueueFullException> { queue.putNow(2) }
                queue.tryPut(3) shouldBe false
                queue.size() shouldBe 1
                queue.unfinished() shouldBe 1
                queue.get() shouldBe 1
                queue.tryGet() shouldBe null
            }
        }

        "Q-05 a get waits for an item, and gives it" {
            inTask {
                val queue = AsyncQueue.create<String>(0)
                val getter = task { elapsed { queue.get() shouldBe "item" } }
                delay(1.hours)
                getter.isDone shouldBe false
                queue.statistics() shouldBe QueueStatistics(0, 0, 1, 0, 0)
                queue.put("item")
                getter.await() shouldBe 1.hours
                queue.isEmpty shouldBe true
            }
        }

        "Q-05 what is there is had without suspending" {
            inTask {
                val queue = AsyncQueue.create<String>(0)
                queue.put("item")
                suspends { queue.get() shouldBe "item" } shouldBe false
            }
        }

        "Q-06 a put waits for room, and then adds the item" {
            inTask {
                val queue = AsyncQueue.create<Int>(2)
                suspends { repeat(2) { queue.put(it) } } shouldBe false
                queue.isFull shouldBe true
                val putter = task { elapsed { queue.put(2) } }
                delay(1.hours)
                putter.isDone shouldBe false
                queue.statistics() shouldBe QueueStatistics(2, 2, 0, 1, 2)
                queue.get() shouldBe 0
                putter.await() shouldBe 1.hours
                queue.size() shouldBe 2
                List(2) { queue.get() } shouldBe listOf(1, 2)
            }
        }

        "Q-07 each put goes to the getter that has waited longest" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val trail = Trail()
                for (name in listOf("a", "b", "c")) {
                    task { trail.add("$name has ${queue.get()}") }
                }
                settle()
                queue.put(1)
                queue.isEmpty shouldBe true
                queue.tryGet() shouldBe null // nobody overtakes
                settle()
                trail.reads("a has 1")
                queue.put(2)
                queue.put(3)
                settle()
                trail.reads("a has 1", "b has 2", "c has 3")
            }
        }

        "Q-07 each get lets the putter in that has waited longest" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                val trail = Trail()
                queue.put(0)
                for (item in 1..3) {
                    task {
                        queue.put(item)
                        trail.add("$item is in")
                    }
                }
                settle()
                queue.get() shouldBe 0
                queue.tryPut(9) shouldBe false // nobody overtakes
                settle()
                trail.reads("1 is in")
                List(3) { queue.get() } shouldBe listOf(1, 2, 3)
                settle()
                trail.reads("1 is in", "2 is in", "3 is in")
            }
        }

        "Q-12 several taken in one callback let as many putters in" {
            inTask {
                val queue = AsyncQueue.create<Int>(3)
                repeat(3) { queue.put(it) }
                val putters = List(3) { task { queue.put(3 + it) } }
                settle()
                Aiko.runningLoop().callSoon { repeat(3) { queue.getNow() shouldBe it } }
                putters.forEach { it.await() }
                List(3) { queue.get() } shouldBe listOf(3, 4, 5)
                queue.isEmpty shouldBe true
            }
        }

        "Q-12 so does draining" {
            inTask {
                val queue = AsyncQueue.create<Int>(2)
                repeat(2) { queue.put(it) }
                val putters = List(2) { task { queue.put(2 + it) } }
                settle()
                val some = ArrayList<Int>()
                queue.drainTo(some, 1) shouldBe 1
                some shouldBe listOf(0)
                queue.drainTo(some) shouldBe 3
                some shouldBe listOf(0, 1, 2, 3)
                putters.forEach { it.await() }
            }
        }

        "draining ends, also when somebody puts as quickly as it takes" {
            inTask {
                val queue = AsyncQueue.create<Int>(2)
                val producer = launch(Dispatchers.Unconfined) { for (i in 0..1_000) queue.put(i) }
                queue.drainTo(ArrayList()) shouldBe 3
                producer.cancel()
            }
        }

        "Q-13 a producer and a consumer with room for one always come to an end" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                val producer = task {
                    repeat(1_000) {
                        queue.put(it)
                        if (it % 3 == 0) yield()
                    }
                }
                val consumer = task {
                    List(1_000) {
                        if (it % 5 == 0) yield()
                        queue.get()
                    }
                }
                producer.await()
                consumer.await() shouldBe List(1_000) { it }
            }
        }
    })
