package dev.aiko.behaviour.suspending.guide

import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.next
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith

/** What the guide warns of among the usual mistakes does happen, and what it advises helps. */
class GuideWarningsTest :
    StringSpec({
        "a producer that is closed in a body which never begins stays open" {
            inTask {
                val queue = AsyncQueue.create<String>(2)
                val producer = queue.newProducer()
                val put = task { producer.use { it.put("soup") } }
                put.cancel("no time")
                put.end()
                queue.isShutdown() shouldBe false
            }
        }

        "one that is closed on the end of the task is closed, however that ends" {
            inTask {
                val queue = AsyncQueue.create<String>(2)
                val producer = queue.newProducer()
                val put = task { producer.put("soup") }
                put.whenComplete { _, _ -> producer.close() }
                put.cancel("no time")
                put.end()
                queue.isShutdown() shouldBe true
            }
        }

        "a plain for over a subscription is refused, and next() is not" {
            inTask {
                val news = Topic.create<String>()
                val subscription = news.subscribe(8, WhenFull.WAIT)
                shouldThrow<IllegalStateException> {
                    for (item in subscription) error("got $item")
                }.message!! shouldEndWith "this is a coroutine; use asFlow()."
                news.tryPublish("soup")
                subscription.next() shouldBe "soup"
                subscription.close()
            }
        }
    })
