package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.behaviour.suspending.sync.suspends
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.join
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.QueueStatistics
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.yield

class ShutdownTest :
    StringSpec({
        "Q-17 nothing gets in any more, whether or not there is room" {
            inTask {
                for (capacity in listOf(0, 1, 5)) {
                    val queue = AsyncQueue.create<Int>(capacity)
                    queue.put(1)
                    queue.shutdown()
                    queue.isShutdown shouldBe true
                    suspends { shouldThrow<QueueShutdownException> { queue.put(2) } } shouldBe false
                    shouldThrow<QueueShutdownException> { queue.putNow(2) }
                    queue.tryPut(2) shouldBe false
                    queue.size() shouldBe 1
                }
            }
        }

        "Q-18 what is there can still be had, and then a get fails at once" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(3) { queue.put(it) }
                queue.shutdown()
                queue.get() shouldBe 0
                queue.getNow() shouldBe 1
                queue.tryGet() shouldBe 2
                suspends { shouldThrow<QueueShutdownException> { queue.get() } } shouldBe false
                shouldThrow<QueueShutdownException> { queue.getNow() }
                queue.tryGet() shouldBe null
            }
        }

        "Q-19 those who wait for an item fail" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val getters = List(3) {
                    task { shouldThrow<QueueShutdownException> { queue.get() } }
                }
                settle()
                queue.shutdown()
                getters.forEach { it.await() }
                queue.statistics().getting() shouldBe 0
            }
        }

        "Q-20 those who wait for room fail, and their items are not added" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.put(1)
                val putters = List(3) {
                    task { shouldThrow<QueueShutdownException> { queue.put(2) } }
                }
                settle()
                queue.shutdown()
                putters.forEach { it.await() }
                queue.statistics() shouldBe QueueStatistics(1, 1, 0, 0, 1)
                queue.get() shouldBe 1
                shouldThrow<QueueShutdownException> { queue.get() }
            }
        }

        "Q-21 a join waits for the reports about what is left" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(2) { queue.put(it) }
                val joiner = task { queue.join() }
                settle()
                queue.shutdown()
                repeat(2) {
                    settle()
                    joiner.isDone shouldBe false
                    queue.get()
                    queue.taskDone()
                }
                joiner.await()
            }
        }

        "Q-22 an immediate one throws away what is there, which counts as done" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(3) { queue.put(it) }
                val joiner = task { queue.join() }
                settle()
                queue.shutdown(true)
                joiner.await()
                queue.isEmpty shouldBe true
                queue.unfinished() shouldBe 0
                shouldThrow<QueueShutdownException> { queue.get() }
            }
        }

        "Q-22 the join still waits for what is being worked on" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(3) { queue.put(it) }
                queue.get()
                val joiner = task { queue.join() }
                queue.shutdown(true)
                queue.unfinished() shouldBe 1
                settle()
                joiner.isDone shouldBe false
                queue.taskDone()
                joiner.await()
            }
        }

        "Q-22 an item that comes back after it is thrown away as well" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val getter = task { queue.get() }
                val joiner = task {
                    yield()
                    queue.join()
                }
                settle()
                queue.put(1)
                getter.cancel("too late")
                queue.shutdown(true)
                getter.end()
                joiner.await()
                queue.isEmpty shouldBe true
                queue.unfinished() shouldBe 0
            }
        }

        "Q-23 a report after nothing was left is refused" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(2) { queue.put(it) }
                queue.get()
                queue.shutdown(true)
                queue.taskDone()
                shouldThrow<IllegalStateException> { queue.taskDone() }
            }
        }

        "Q-24 it is shut down rather than empty or full" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.put(1)
                queue.shutdown()
                shouldThrow<QueueShutdownException> { queue.putNow(2) }
                queue.getNow()
                shouldThrow<QueueShutdownException> { queue.getNow() }
            }
        }

        "a second shutdown changes nothing, but may throw away what is left" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(2) { queue.put(it) }
                queue.shutdown()
                queue.shutdown()
                queue.get() shouldBe 0
                queue.shutdown(true)
                queue.isEmpty shouldBe true
                queue.unfinished() shouldBe 1
            }
        }
    })
