package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.join
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueStatistics
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours

class QueueCancelTest :
    StringSpec({
        "Q-08 a getter that is cancelled while it waits is gone, and takes no item" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val getters = List(3) { task { queue.get() } }
                settle()
                getters[0].cancel("not needed")
                queue.statistics().getting() shouldBe 2
                queue.put(1)
                queue.put(2)
                getters.forEach { it.end() }
                getters[0].isCancelled shouldBe true
                getters.drop(1).map { it.await() } shouldBe listOf(1, 2)
            }
        }

        "Q-08 a get with a time limit does not either, however often" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(3) {
                    shouldThrow<TimeoutException> { timeout(1.hours) { queue.get() } }
                    withTimeoutOrNull(1.hours) { queue.get() } shouldBe null
                    queue.statistics().getting() shouldBe 0
                }
                queue.put(1)
                timeout(1.hours) { queue.get() } shouldBe 1
            }
        }

        "Q-08 cancelled after the item came, and before it goes on, it gives it back" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val getter = task { queue.get() }
                settle()
                queue.put(1)
                queue.put(2)
                queue.size() shouldBe 1
                getter.cancel("too late")
                getter.end()
                getter.isCancelled shouldBe true
                List(2) { queue.get() } shouldBe listOf(1, 2)
                queue.unfinished() shouldBe 2
            }
        }

        "Q-08 it goes to the next one who waits" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val getters = List(3) { task { queue.get() } }
                settle()
                queue.put(1)
                getters[0].cancel("too late")
                settle()
                getters[1].await() shouldBe 1
                getters[2].isDone shouldBe false
                queue.put(2)
                getters[2].await() shouldBe 2
            }
        }

        "Q-08 given back into a queue that is full meanwhile, it is there, and counts" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                val getter = task { queue.get() }
                settle()
                queue.put(1)
                queue.put(2)
                getter.cancel("too late")
                getter.end()
                queue.isFull shouldBe true
                val putter = task { queue.put(3) }
                settle()
                queue.get() shouldBe 1
                settle()
                putter.isDone shouldBe false // there is one too many still
                queue.get() shouldBe 2
                putter.await()
                queue.get() shouldBe 3
            }
        }

        "Q-09 a put that is cancelled while it waits adds nothing, and is gone" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.put(1)
                val putter = task { queue.put(2) }
                settle()
                putter.cancel("not needed")
                queue.statistics().putting() shouldBe 0
                putter.end()
                putter.isCancelled shouldBe true
                queue.get() shouldBe 1
                queue.isEmpty shouldBe true
                queue.unfinished() shouldBe 1
                shouldThrow<TimeoutException> {
                    queue.put(3)
                    timeout(1.hours) { queue.put(4) }
                }
                queue.statistics() shouldBe QueueStatistics(1, 1, 0, 0, 2)
            }
        }

        "Q-10 a put that is cancelled after a get let it in is cancelled, and takes its item out" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.put(1)
                val putter = task {
                    shouldThrow<CancellationException> { queue.put(2) }.message shouldBe "late"
                }
                settle()
                queue.get() shouldBe 1
                queue.size() shouldBe 1
                putter.cancel("late")
                putter.end()
                putter.isCancelled shouldBe true
                queue.isEmpty shouldBe true
                queue.taskDone()
                queue.join()
            }
        }

        "Q-10 the room it leaves goes to the next one" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.put(1)
                val putters = listOf(2, 3).map { task { queue.put(it) } }
                settle()
                queue.get() shouldBe 1
                putters[0].cancel("late")
                putters.forEach { it.end() }
                putters.map { it.isCancelled } shouldBe listOf(true, false)
                queue.get() shouldBe 3
                queue.isEmpty shouldBe true
            }
        }

        "Q-10 what somebody has taken by then is his" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.put(1)
                val putter = task { queue.put(2) }
                settle()
                queue.getNow() shouldBe 1
                queue.getNow() shouldBe 2
                putter.cancel("late")
                putter.end()
                queue.isEmpty shouldBe true
                queue.unfinished() shouldBe 2
            }
        }

        "Q-11 of two putters the second is cancelled: the item of the first arrives" {
            inTask {
                val queue = AsyncQueue.create<String>(1)
                queue.put("a")
                val b = task { queue.put("b") }
                val c = task { queue.put("c") }
                settle()
                queue.get() shouldBe "a"
                c.cancel("not needed")
                settle()
                queue.get() shouldBe "b"
                b.await()
                c.isCancelled shouldBe true
                queue.tryGet() shouldBe null
            }
        }
    })
