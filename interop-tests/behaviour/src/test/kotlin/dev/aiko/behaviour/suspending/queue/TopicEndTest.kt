package dev.aiko.behaviour.suspending.queue

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.coroutines.await
import dev.aiko.coroutines.publish
import dev.aiko.coroutines.task
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import java.util.Optional
import java.util.concurrent.TimeUnit.SECONDS

class TopicEndTest :
    StringSpec({
        "after the close subscribers get what is left, and then the end" {
            inTask {
                val topic = Topic.create<Int>()
                val subscriber = topic.subscribe(10, WhenFull.WAIT)
                for (item in 1..2) topic.publish(item)
                topic.close()
                topic.isClosed shouldBe true
                topic.subscribers() shouldBe 0
                subscriber.have(2) shouldBe listOf(1, 2)
                repeat(2) { subscriber.nextAsync().await() shouldBe Optional.empty() }
            }
        }

        "a subscriber that waits is told of the end" {
            inTask {
                val topic = Topic.create<Int>()
                val subscriber = topic.subscribe(10, WhenFull.WAIT)
                val waiting = task { subscriber.nextAsync().await() }
                settle()
                topic.close()
                waiting.await() shouldBe Optional.empty()
            }
        }

        "a closed topic takes no items and no subscribers" {
            inTask {
                val topic = Topic.create<Int>(1)
                topic.publish(1)
                topic.close()
                topic.close()
                shouldThrow<QueueShutdownException> { topic.publish(2) }
                shouldThrow<QueueShutdownException> { topic.tryPublish(2) }
                shouldThrow<QueueShutdownException> { topic.subscribe(1, WhenFull.WAIT) }
            }
        }

        "a cancelled publish is not replayed" {
            inTask {
                val topic = Topic.create<Int>(2)
                val slow = topic.subscribe(1, WhenFull.WAIT)
                topic.publish(1)
                val second = task { topic.publish(2) }
                settle()
                topic.statistics().publishing shouldBe 1
                topic.statistics().replayed shouldBe 2
                second.cancel("not that one")
                settle()
                topic.statistics().replayed shouldBe 1
                slow.have(1) shouldBe listOf(1)
                topic.publish(3)
                topic.subscribe(1, WhenFull.WAIT).have(2) shouldBe listOf(1, 3)
            }
        }

        "those who wait to publish fail, in whatever place of the line" {
            inTask {
                val topic = Topic.create<Int>()
                val slow = topic.subscribe(1, WhenFull.WAIT)
                topic.publish(1)
                val publishers = List(3) {
                    task { shouldThrow<QueueShutdownException> { topic.publish(2) } }
                }
                settle()
                topic.close()
                publishers.forEach { it.await() }
                slow.have(1) shouldBe listOf(1)
                slow.nextAsync().await() shouldBe Optional.empty()
            }
        }

        "a subscription that is closed gets nothing any more, and the others do" {
            inTask {
                val topic = Topic.create<Int>()
                val leaving = topic.subscribe(10, WhenFull.WAIT)
                val staying = topic.subscribe(10, WhenFull.WAIT)
                topic.publish(1)
                leaving.closeAsync().await()
                leaving.closeAsync().await()
                topic.subscribers() shouldBe 1
                topic.publish(2)
                leaving.nextAsync().await() shouldBe Optional.empty()
                staying.have(2) shouldBe listOf(1, 2)
            }
        }

        "a cancelled wait of a subscriber takes nothing, also after the item came" {
            inTask {
                val topic = Topic.create<Int>()
                val subscriber = topic.subscribe(10, WhenFull.WAIT)
                repeat(2) { round ->
                    val waiting = task { subscriber.nextAsync().await() }
                    settle()
                    if (round == 1) topic.publish(1)
                    waiting.cancel("enough")
                    waiting.end()
                    waiting.isCancelled shouldBe true
                }
                subscriber.have(1) shouldBe listOf(1)
            }
        }

        "a topic is shared between a loop and threads of no loop" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val topic = Topic.create<Int>()
                    val subscriber = topic.subscribe(3, WhenFull.WAIT)
                    val seen = runner.loop().task { subscriber.have(500) }
                    runBlocking(Dispatchers.Default) { repeat(500) { topic.publish(it) } }
                    seen.get(LONG, SECONDS) shouldBe List(500) { it }
                }
            }
        }
    })
