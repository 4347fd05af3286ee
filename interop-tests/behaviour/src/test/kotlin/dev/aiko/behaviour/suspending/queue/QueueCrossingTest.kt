package dev.aiko.behaviour.suspending.queue

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.sync.cancelWhile
import dev.aiko.behaviour.suspending.sync.onEveryKindOfThread
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.get
import dev.aiko.coroutines.join
import dev.aiko.coroutines.put
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.QueueStatistics
import dev.aiko.task.LoopFuture
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.TimeUnit.SECONDS

/** A cancel on one thread meets what was waited for on another: it came, or it is still there. */
class QueueCrossingTest :
    StringSpec({
        "Q-08 an item is had by the getter, or is in the queue" {
            onEveryKindOfThread { threads ->
                val queue = AsyncQueue.create<String>(0)
                var had: String? = null
                threads.cancelWhile(
                    wait = { had = queue.get() },
                    meanwhile = { queue.putNow("item") }
                ) { came ->
                    queue.statistics() shouldBe QueueStatistics(if (came) 0 else 1, 0, 0, 0, 1)
                    (if (came) had else queue.getNow()) shouldBe "item"
                    queue.taskDone()
                }
            }
        }

        "Q-08 or it goes to the next one who waits" {
            onEveryKindOfThread { threads ->
                val queue = AsyncQueue.create<Int>(0)
                lateinit var next: LoopFuture<Int>
                threads.cancelWhile(
                    wait = { queue.get() },
                    meanwhile = {
                        next = queue.getAsync()
                        queue.putNow(1)
                    }
                ) { came ->
                    if (came) queue.putNow(1)
                    next.get(LONG, SECONDS) shouldBe 1
                    queue.isEmpty shouldBe true
                }
            }
        }

        "Q-10 an item is in the queue when its put has ended well, and else it is not" {
            onEveryKindOfThread { threads ->
                val queue = AsyncQueue.create<String>(1)
                queue.putNow("first")
                threads.cancelWhile(
                    wait = { queue.put("second") },
                    meanwhile = {
                        queue.getNow() shouldBe "first"
                        queue.taskDone()
                    }
                ) { came ->
                    val size = if (came) 1 else 0
                    queue.statistics() shouldBe QueueStatistics(size, 1, 0, 0, size)
                    if (came) {
                        queue.getNow() shouldBe "second"
                        queue.taskDone()
                    }
                    queue.putNow("first")
                }
            }
        }

        "Q-10 the next putter comes in when the first does not" {
            onEveryKindOfThread { threads ->
                val queue = AsyncQueue.create<Int>(1)
                queue.putNow(0)
                lateinit var next: LoopFuture<Void?>
                threads.cancelWhile(
                    wait = { queue.put(1) },
                    meanwhile = {
                        next = queue.putAsync(2)
                        queue.getNow() shouldBe 0
                    }
                ) { came ->
                    if (came) queue.getNow() shouldBe 1
                    next.get(LONG, SECONDS)
                    queue.getNow() shouldBe 2
                    queue.putNow(0)
                }
            }
        }

        "a join leaves nobody behind" {
            onEveryKindOfThread { threads ->
                val queue = AsyncQueue.create<Int>(0)
                queue.putNow(1)
                threads.cancelWhile(
                    wait = { queue.join() },
                    meanwhile = { queue.taskDone() }
                ) { queue.putNow(1) }
            }
        }

        "among many, a third of whom give up, every item that was put is had once" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val queue = AsyncQueue.create<Int>(3)
                    val put = ConcurrentLinkedQueue<Int>()
                    val had = ConcurrentLinkedQueue<Int>()
                    val places = listOf(Dispatchers.Default, runner.loop().asCoroutineDispatcher())
                    runBlocking(Dispatchers.Default) {
                        val consumers = List(4) { number ->
                            launch(places[number % 2]) {
                                var round = number
                                while (!queue.isShutdown || !queue.isEmpty) {
                                    val call = launch(start = CoroutineStart.UNDISPATCHED) {
                                        try {
                                            had += queue.get()
                                        } catch (_: QueueShutdownException) {
                                            return@launch
                                        }
                                    }
                                    if (round++ % 3 == 0) call.cancel()
                                    call.join()
                                }
                            }
                        }
                        List(4) { number ->
                            launch(places[number % 2]) {
                                repeat(500) { round ->
                                    val item = number * 1_000 + round
                                    val call = launch(start = CoroutineStart.UNDISPATCHED) {
                                        queue.put(item)
                                        put += item
                                    }
                                    if ((number + round) % 3 == 0) call.cancel()
                                    call.join()
                                }
                            }
                        }.joinAll()
                        queue.shutdown()
                        consumers.joinAll()
                    }
                    queue.drainTo(had)
                    had.toSet().size shouldBe had.size
                    (put - had.toSet()) shouldBe emptyList()
                    queue.unfinished() shouldBe had.size
                }
            }
        }
    })
