package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.coroutines.await
import dev.aiko.coroutines.publish
import dev.aiko.coroutines.task
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking

class TopicOrderTest :
    StringSpec({
        "what a coroutine of no loop publishes by the Java door comes in the order of its calls" {
            inTime {
                runBlocking(Dispatchers.Default) {
                    repeat(500) {
                        val topic = Topic.create<Int>()
                        val subscriber = topic.subscribe(1, WhenFull.WAIT)
                        topic.tryPublish(0) shouldBe true
                        val one = topic.publishAsync(1)
                        subscriber.have(1) shouldBe listOf(0)
                        val two = topic.publishAsync(2)
                        subscriber.have(2) shouldBe listOf(1, 2)
                        one.await()
                        two.await()
                    }
                }
            }
        }

        "futures, coroutines of a loop and those of none stand in one line" {
            inTask {
                val topic = Topic.create<Int>()
                val subscriber = topic.subscribe(1, WhenFull.WAIT)
                topic.publish(0)
                val future = topic.publishAsync(1)
                val mine = task { topic.publish(2) }
                settle()
                coroutineScope {
                    launch(Dispatchers.Default, UNDISPATCHED) { topic.publish(3) }
                    launch(Dispatchers.Unconfined) { topic.publish(4) }
                    topic.statistics().publishing shouldBe 4
                    subscriber.have(5) shouldBe listOf(0, 1, 2, 3, 4)
                }
                future.await()
                mine.await()
            }
        }

        "a subscriber that publishes while it is told of an item comes after that item for all" {
            inTime {
                val topic = Topic.create<Int>()
                runBlocking {
                    val answering = topic.subscribe(10, WhenFull.WAIT)
                    val other = topic.subscribe(10, WhenFull.WAIT)
                    val next = answering.nextAsync()
                    next.whenComplete { _, _ -> topic.tryPublish(2) shouldBe true }
                    val here = launch(Dispatchers.Unconfined) {
                        next.await()
                        topic.publish(3)
                    }
                    topic.publish(1)
                    here.join()
                    answering.have(2).toSet() shouldBe setOf(2, 3)
                    other.have(1) shouldBe listOf(1)
                    other.have(2).toSet() shouldBe setOf(2, 3)
                }
            }
        }
    })
