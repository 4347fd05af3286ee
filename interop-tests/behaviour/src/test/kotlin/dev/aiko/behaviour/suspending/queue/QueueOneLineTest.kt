package dev.aiko.behaviour.suspending.queue

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.get
import dev.aiko.coroutines.iterator
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import dev.aiko.queue.AsyncQueue
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import java.util.concurrent.Callable
import kotlin.concurrent.thread

/** Coroutines of no loop, bodies on a loop, futures and plain threads stand in one line. */
class QueueOneLineTest :
    StringSpec({
        fun getters(
            queue: AsyncQueue<String>,
            loop: EventLoop,
            trail: Trail
        ): Map<String, () -> Unit> = mapOf(
            "coroutine of no loop" to {
                CoroutineScope(Dispatchers.Default).launch {
                    trail.add("coroutine of no loop has ${queue.get()}")
                }
            },
            "coroutine body" to { loop.task { trail.add("coroutine body has ${queue.get()}") } },
            "future" to { queue.getAsync().thenAccept { trail.add("future has $it") } },
            "straight-line body" to {
                loop.createTask(
                    Callable { trail.add("straight-line body has ${Aiko.await(queue.getAsync())}") }
                )
            },
            "unconfined coroutine" to {
                CoroutineScope(Dispatchers.Unconfined).launch {
                    trail.add("unconfined coroutine has ${queue.get()}")
                }
            },
            "thread" to {
                thread(isDaemon = true) { trail.add("thread has ${queue.getBlocking()}") }
            }
        )

        fun putters(queue: AsyncQueue<String>, loop: EventLoop): Map<String, () -> Unit> = mapOf(
            "coroutine of no loop" to {
                CoroutineScope(Dispatchers.Default).launch { queue.put("coroutine of no loop") }
            },
            "coroutine body" to { loop.task { queue.put("coroutine body") } },
            "future" to { queue.putAsync("future").thenAccept { } },
            "straight-line body" to {
                loop.createTask(Callable { Aiko.await(queue.putAsync("straight-line body")) })
            },
            "unconfined coroutine" to {
                CoroutineScope(Dispatchers.Unconfined).launch { queue.put("unconfined coroutine") }
            },
            "thread" to { thread(isDaemon = true) { queue.putBlocking("thread") } }
        )

        "Q-07 all kinds of getters get their items in the order in which they came" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val names =
                        getters(AsyncQueue.unbounded(), runner.loop(), Trail()).keys.toList()
                    for (order in listOf(names, names.reversed(), names.shuffled())) {
                        val queue = AsyncQueue.unbounded<String>()
                        val trail = Trail()
                        val all = getters(queue, runner.loop(), trail)
                        order.forEachIndexed { place, name ->
                            all.getValue(name)()
                            Wait.until("$name waits") {
                                queue.statistics().getting() == place + 1
                            }
                        }
                        order.indices.forEach { queue.putNow("item $it") }
                        Wait.until("all have one") { trail.steps().size == order.size }
                        trail.steps().toSet() shouldBe
                            order.mapIndexed { place, name -> "$name has item $place" }.toSet()
                    }
                }
            }
        }

        "Q-07 all kinds of putters are let in in the order in which they came" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val names = putters(AsyncQueue.unbounded(), runner.loop()).keys.toList()
                    for (order in listOf(names, names.reversed(), names.shuffled())) {
                        val queue = AsyncQueue.create<String>(1)
                        queue.putNow("first")
                        val all = putters(queue, runner.loop())
                        order.forEachIndexed { place, name ->
                            all.getValue(name)()
                            Wait.until("$name waits") {
                                queue.statistics().putting() == place + 1
                            }
                        }
                        List(order.size + 1) { queue.getNow() } shouldBe listOf("first") + order
                    }
                }
            }
        }

        "Q-13 two loops and threads of no loop hand on everything through room for one" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val one = AsyncQueue.create<Int>(1)
                    val two = AsyncQueue.create<Int>(1)
                    val producer = CoroutineScope(Dispatchers.Default).launch {
                        repeat(1_000) { one.put(it) }
                        one.shutdown()
                    }
                    runner.loop().task {
                        for (item in one) two.put(item)
                        two.shutdown()
                    }
                    inTask {
                        val all = ArrayList<Int>()
                        for (item in two) all += item
                        all shouldBe List(1_000) { it }
                    }
                    producer.isCancelled shouldBe false
                }
            }
        }

        "a long line of unconfined getters does not overflow the stack" {
            inTime {
                val queues = List(5_000) { AsyncQueue.unbounded<Int>() }
                val last = AsyncQueue.unbounded<Int>()
                queues.forEachIndexed { place, queue ->
                    CoroutineScope(Dispatchers.Unconfined).launch {
                        (queues.getOrNull(place + 1) ?: last).put(queue.get() + 1)
                    }
                }
                queues.first().putNow(0)
                last.getNow() shouldBe 5_000
            }
        }
    })
