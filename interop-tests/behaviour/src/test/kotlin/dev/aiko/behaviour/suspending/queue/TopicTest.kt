package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.sync.suspends
import dev.aiko.coroutines.await
import dev.aiko.coroutines.publish
import dev.aiko.coroutines.task
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import dev.aiko.sequence.Cursor
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlin.time.Duration.Companion.hours

class TopicTest :
    StringSpec({
        "every subscriber gets every item, in the order in which they were published" {
            inTask {
                val topic = Topic.create<Int>()
                val subscribers = List(3) { topic.subscribe(10, WhenFull.WAIT) }
                topic.subscribers() shouldBe 3
                suspends { for (item in 1..5) topic.publish(item) } shouldBe false
                for (subscriber in subscribers) subscriber.have(5) shouldBe listOf(1, 2, 3, 4, 5)
            }
        }

        "a subscriber waits for what is published" {
            inTask {
                val topic = Topic.create<Int>()
                val subscriber = topic.subscribe(1, WhenFull.WAIT)
                val waiting = task { elapsed { subscriber.have(1) shouldBe listOf(1) } }
                delay(1.hours)
                topic.publish(1)
                waiting.await() shouldBe 1.hours
            }
        }

        "who subscribes late gets what is published from then on" {
            inTask {
                val topic = Topic.create<Int>()
                topic.publish(1)
                val late = topic.subscribe(10, WhenFull.WAIT)
                topic.publish(2)
                late.have(1) shouldBe listOf(2)
            }
        }

        "with a replay he gets the last ones before it as well, and all in order" {
            inTask {
                val topic = Topic.create<Int>(3)
                topic.subscribe(1, WhenFull.DROP_NEWEST)
                for (item in 1..5) topic.publish(item)
                val late = topic.subscribe(10, WhenFull.WAIT)
                topic.publish(6)
                late.have(4) shouldBe listOf(3, 4, 5, 6)
                topic.subscribe(10, WhenFull.WAIT).have(3) shouldBe listOf(4, 5, 6)
            }
        }

        "a replay of fewer than there are is what there is" {
            inTask {
                val topic = Topic.create<Int>(3)
                topic.publish(1)
                val late = topic.subscribe(1, WhenFull.WAIT)
                late.have(1) shouldBe listOf(1)
                shouldThrow<IllegalArgumentException> { Topic.create<Int>(-1) }
                shouldThrow<IllegalArgumentException> { topic.subscribe(0, WhenFull.WAIT) }
            }
        }

        "publishers on several threads: all subscribers see the same order" {
            inTime {
                val topic = Topic.create<Int>()
                val subscribers = List(3) { topic.subscribe(5, WhenFull.WAIT) }
                runBlocking(Dispatchers.Default) {
                    val seen = subscribers.map { async { it.have(400) } }
                    List(4) { number ->
                        launch { repeat(100) { topic.publish(number * 100 + it) } }
                    }.joinAll()
                    val all = seen.awaitAll()
                    all.toSet().size shouldBe 1
                    all.first().sorted() shouldBe List(400) { it }
                    for (number in 0..3) {
                        val mine = all.first().filter { it / 100 == number }
                        mine shouldBe mine.sorted()
                    }
                }
            }
        }

        "nobody there: a publish is no problem" {
            inTask {
                val topic = Topic.create<Int>()
                suspends { topic.publish(1) } shouldBe false
                topic.tryPublish(2) shouldBe true
            }
        }
    })

/** The next so many that a subscriber gets. */
suspend fun <T : Any> Cursor<T>.have(
    count: Int
): List<T> = List(count) { nextAsync().await().get() }
