package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.behaviour.suspending.sync.suspends
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.join
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.queue.AsyncQueue
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

class JoinTest :
    StringSpec({
        "Q-14 with nothing unfinished a join does not suspend" {
            inTask {
                suspends { AsyncQueue.create<Int>(0).join() } shouldBe false
            }
        }

        "Q-15 it ends when every item was reported as done, not when all are taken" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(3) { queue.put(it) }
                val joiners = List(2) { task { elapsed { queue.join() } } }
                repeat(3) { queue.get() }
                delay(1.hours)
                for (left in 2 downTo 0) {
                    joiners.map { it.isDone } shouldBe listOf(false, false)
                    queue.taskDone()
                    queue.unfinished() shouldBe left
                    if (left > 0) settle()
                }
                joiners.forEach { it.await() shouldBe 1.hours + 2.seconds }
            }
        }

        "Q-15 an item that went straight to somebody who waited counts as well" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                val getter = task { queue.get() }
                settle()
                queue.put(1)
                getter.await()
                queue.unfinished() shouldBe 1
                val joiner = task { queue.join() }
                settle()
                joiner.isDone shouldBe false
                queue.taskDone()
                joiner.await()
            }
        }

        "Q-15 it can be joined again after more was put" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                repeat(2) {
                    queue.put(it)
                    val joiner = task { queue.join() }
                    settle()
                    joiner.isDone shouldBe false
                    queue.get()
                    queue.taskDone()
                    joiner.await()
                }
            }
        }

        "Q-16 more reports than items are refused" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                shouldThrow<IllegalStateException> { queue.taskDone() }
                queue.put(1)
                queue.taskDone()
                shouldThrow<IllegalStateException> { queue.taskDone() }
                queue.unfinished() shouldBe 0
            }
        }

        "a cancelled join, or one that is late, leaves, and the others are told" {
            inTask {
                val queue = AsyncQueue.create<Int>(0)
                queue.put(1)
                shouldThrow<TimeoutException> { timeout(1.hours) { queue.join() } }
                withTimeoutOrNull(1.hours) { queue.join() } shouldBe null
                val joiners = List(2) { task { queue.join() } }
                settle()
                joiners[0].cancel("not needed")
                queue.taskDone()
                joiners.forEach { it.end() }
                joiners.map { it.isCancelled } shouldBe listOf(true, false)
            }
        }

        "an item whose put was cancelled needs no report" {
            inTask {
                val queue = AsyncQueue.create<Int>(1)
                queue.put(1)
                val putter = task { queue.put(2) }
                val joiner = task { queue.join() }
                settle()
                queue.get()
                queue.taskDone()
                joiner.isDone shouldBe false // the second one is in
                putter.cancel("late")
                joiner.await()
            }
        }
    })
