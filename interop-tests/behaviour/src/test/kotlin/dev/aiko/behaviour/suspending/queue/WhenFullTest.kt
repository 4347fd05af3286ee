package dev.aiko.behaviour.suspending.queue

import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.sync.settle
import dev.aiko.behaviour.suspending.sync.suspends
import dev.aiko.coroutines.await
import dev.aiko.coroutines.publish
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.queue.QueueFullException
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours

/** What happens to a subscriber that is behind by as much as it may be. */
class WhenFullTest :
    StringSpec({
        "WAIT: who publishes waits for it" {
            inTask {
                val topic = Topic.create<Int>()
                val slow = topic.subscribe(2, WhenFull.WAIT)
                for (item in 1..2) topic.publish(item)
                topic.tryPublish(3) shouldBe false
                val publisher = task { elapsed { topic.publish(3) } }
                delay(1.hours)
                publisher.isDone shouldBe false
                slow.have(1) shouldBe listOf(1)
                publisher.await() shouldBe 1.hours
                slow.have(2) shouldBe listOf(2, 3)
            }
        }

        "WAIT: those who are not slow have it meanwhile, and publishers come in their order" {
            inTask {
                val topic = Topic.create<Int>()
                val fast = topic.subscribe(10, WhenFull.WAIT)
                val slow = topic.subscribe(1, WhenFull.WAIT)
                val publishers = List(3) { task { topic.publish(it) } }
                settle()
                fast.have(2) shouldBe listOf(0, 1)
                publishers.map { it.isDone } shouldBe listOf(true, false, false)
                slow.have(3) shouldBe listOf(0, 1, 2)
                fast.have(1) shouldBe listOf(2)
                publishers.forEach { it.await() }
            }
        }

        "WAIT: what cannot be given to all at once is tried with nobody" {
            inTask {
                val topic = Topic.create<Int>()
                val fast = topic.subscribe(10, WhenFull.WAIT)
                val slow = topic.subscribe(1, WhenFull.WAIT)
                topic.tryPublish(1) shouldBe true
                topic.tryPublish(2) shouldBe false
                fast.have(1) shouldBe listOf(1)
                slow.have(1) shouldBe listOf(1)
                topic.tryPublish(3) shouldBe true
                fast.have(1) shouldBe listOf(3)
            }
        }

        "WAIT: a cancelled publish takes nothing from who has it, and the next one comes" {
            inTask {
                val topic = Topic.create<Int>()
                val fast = topic.subscribe(10, WhenFull.WAIT)
                val slow = topic.subscribe(1, WhenFull.WAIT)
                topic.publish(1)
                val cancelled = task { topic.publish(2) }
                val next = task { topic.publish(3) }
                settle()
                cancelled.cancel("not needed")
                cancelled.end()
                cancelled.isCancelled shouldBe true
                slow.have(2) shouldBe listOf(1, 3)
                fast.have(3) shouldBe listOf(1, 2, 3)
                next.await()
            }
        }

        "WAIT: with a time limit as well" {
            inTask {
                val topic = Topic.create<Int>()
                val slow = topic.subscribe(1, WhenFull.WAIT)
                topic.publish(1)
                shouldThrow<TimeoutException> { timeout(1.hours) { topic.publish(2) } }
                withTimeoutOrNull(1.hours) { topic.publish(3) } shouldBe null
                slow.have(1) shouldBe listOf(1)
                topic.publish(4)
                slow.have(1) shouldBe listOf(4)
            }
        }

        "WAIT: a slow one that leaves lets the publisher go on" {
            inTask {
                val topic = Topic.create<Int>()
                val slow = topic.subscribe(1, WhenFull.WAIT)
                topic.publish(1)
                val publisher = task { topic.publish(2) }
                settle()
                slow.closeAsync().await()
                publisher.await()
                topic.subscribers() shouldBe 0
            }
        }

        "DROP_OLDEST: it loses what it has waiting longest" {
            inTask {
                val topic = Topic.create<Int>()
                val slow = topic.subscribe(2, WhenFull.DROP_OLDEST)
                suspends { for (item in 1..5) topic.publish(item) } shouldBe false
                slow.have(2) shouldBe listOf(4, 5)
            }
        }

        "DROP_NEWEST: it misses what is published" {
            inTask {
                val topic = Topic.create<Int>()
                val slow = topic.subscribe(2, WhenFull.DROP_NEWEST)
                suspends { for (item in 1..5) topic.publish(item) } shouldBe false
                slow.have(2) shouldBe listOf(1, 2)
                topic.publish(6)
                slow.have(1) shouldBe listOf(6)
            }
        }

        "FAIL: its subscription fails after what it has not taken yet" {
            inTask {
                val topic = Topic.create<Int>()
                val slow = topic.subscribe(2, WhenFull.FAIL)
                val fast = topic.subscribe(10, WhenFull.FAIL)
                suspends { for (item in 1..4) topic.publish(item) } shouldBe false
                topic.subscribers() shouldBe 1
                slow.have(2) shouldBe listOf(1, 2)
                shouldThrow<QueueFullException> { slow.have(1) }
                fast.have(4) shouldBe listOf(1, 2, 3, 4)
            }
        }

        "each subscriber is treated in its own way" {
            inTask {
                val topic = Topic.create<Int>()
                val newest = topic.subscribe(1, WhenFull.DROP_OLDEST)
                val oldest = topic.subscribe(1, WhenFull.DROP_NEWEST)
                val all = topic.subscribe(10, WhenFull.WAIT)
                for (item in 1..3) topic.publish(item)
                newest.have(1) shouldBe listOf(3)
                oldest.have(1) shouldBe listOf(1)
                all.have(3) shouldBe listOf(1, 2, 3)
            }
        }
    })
