package dev.aiko.behaviour.parity.suspending

import dev.aiko.Aiko.gather
import dev.aiko.Aiko.waitUntil
import dev.aiko.behaviour.parity.Diary
import dev.aiko.combine.ReturnWhen.ALL_COMPLETED
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.iterator
import dev.aiko.coroutines.join
import dev.aiko.coroutines.publish
import dev.aiko.coroutines.put
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.QueueFullException
import dev.aiko.queue.QueueShutdownException
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import dev.aiko.sequence.Cursor
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.seconds

/** Queues between producers and consumers, and topics for many readers. */
class Queues {
    suspend fun aFullQueueMakesTheProducerWait(diary: Diary) {
        val orders = AsyncQueue.create<String>(1)
        val waiter = task {
            for (order in listOf("tea", "soup", "cake")) {
                orders.put(order)
                diary.write("ordered $order")
            }
            orders.shutdown()
        }
        for (order in orders) {
            delay(2.seconds)
            diary.write("served $order")
        }
        waiter.await()
    }

    suspend fun consumersAreServedInTheOrderInWhichTheyCame(diary: Diary) {
        val orders = AsyncQueue.unbounded<String>()
        val ann = taking(diary, orders, "Ann")
        val bob = taking(diary, orders, "Bob")
        delay(1.seconds)
        orders.putNow("tea")
        orders.putNow("soup")
        gather(ann, bob).await()
    }

    private fun taking(diary: Diary, orders: AsyncQueue<String>, who: String) = task {
        diary.write("$who takes ${orders.get()}")
    }

    suspend fun aCancelledConsumerTakesNothing(diary: Diary) {
        val orders = AsyncQueue.unbounded<String>()
        val ann = taking(diary, orders, "Ann")
        val bob = taking(diary, orders, "Bob")
        delay(1.seconds)
        ann.cancel("not hungry")
        delay(1.seconds)
        orders.putNow("tea")
        bob.await()
    }

    suspend fun anItemOfWhoIsCancelledInTheSameStepGoesToTheNext(diary: Diary) {
        val orders = AsyncQueue.unbounded<String>()
        val ann = taking(diary, orders, "Ann")
        val bob = taking(diary, orders, "Bob")
        delay(1.seconds)
        orders.putNow("tea")
        ann.cancel("not hungry")
        bob.await()
        diary.write("left: ${orders.size()}")
    }

    suspend fun aCancelledProducerAddsNothing(diary: Diary) {
        val orders = AsyncQueue.create<String>(1)
        orders.putNow("tea")
        val waiter = task { orders.put("soup") }
        delay(1.seconds)
        waiter.cancel("wrong table")
        waitUntil(ALL_COMPLETED, waiter).await()
        diary.write("next is ${orders.tryGet()}, then ${orders.tryGet()}")
    }

    suspend fun joiningWaitsUntilEverythingIsDone(diary: Diary) {
        val orders = AsyncQueue.unbounded<String>()
        orders.putNow("tea")
        orders.putNow("soup")
        val cook = task {
            for (order in orders) {
                delay(2.seconds)
                diary.write("served $order")
                orders.taskDone()
            }
        }
        orders.join()
        diary.write("unfinished: ${orders.unfinished()}")
        cook.cancel("closing time")
        waitUntil(ALL_COMPLETED, cook).await()
        diary.writeEnd("cook", cook)
    }

    suspend fun aShutdownLetsNothingInAndWhatIsThereOut(diary: Diary) {
        val orders = AsyncQueue.unbounded<String>()
        orders.putNow("tea")
        orders.shutdown()
        try {
            orders.put("soup")
        } catch (_: QueueShutdownException) {
            diary.write("no soup any more")
        }
        diary.write("last order: ${orders.get()}")
        try {
            orders.get()
        } catch (_: QueueShutdownException) {
            diary.write("no orders any more")
        }
    }

    suspend fun aShutdownWakesWhoWaitsInVain(diary: Diary) {
        val orders = AsyncQueue.unbounded<String>()
        val cook = task {
            try {
                orders.get()
            } catch (_: QueueShutdownException) {
                diary.write("the cook goes home")
            }
        }
        delay(1.seconds)
        orders.shutdown()
        cook.await()
    }

    suspend fun theSmallestComesFirst(diary: Diary) {
        val orders = AsyncQueue.priority<String>(0, naturalOrder())
        for (order in listOf("soup", "cake", "tea")) orders.put(order)
        orders.shutdown()
        for (order in orders) diary.write(order)
    }

    suspend fun theLastProducerClosesTheQueue(diary: Diary) {
        val orders = AsyncQueue.unbounded<String>()
        for (table in 1..2) {
            val producer = orders.newProducer()
            task {
                producer.use {
                    delay(table.seconds)
                    it.put("order of table $table")
                }
            }
        }
        for (order in orders) diary.write(order)
        diary.write("nobody orders any more")
    }

    suspend fun everySubscriberGetsEveryItem(diary: Diary) {
        val news = Topic.create<String>()
        val ann = reading(diary, news.subscribe(4, WhenFull.WAIT), "Ann")
        val bob = reading(diary, news.subscribe(4, WhenFull.WAIT), "Bob")
        for (one in listOf("tea is ready", "soup is cold")) {
            delay(1.seconds)
            news.publish(one)
        }
        news.close()
        gather(ann, bob).await()
    }

    private fun reading(diary: Diary, news: Cursor<String>, who: String) = task {
        news.each { diary.write("$who reads $it") }
    }

    private suspend fun <T : Any> Cursor<T>.each(action: suspend (T) -> Unit) {
        while (true) action(nextAsync().await().orElse(null) ?: return)
    }

    suspend fun aSlowSubscriberSlowsThePublisherDown(diary: Diary) {
        val news = Topic.create<String>()
        val slow = news.subscribe(1, WhenFull.WAIT)
        val cook = task {
            for (one in listOf("tea", "soup", "cake")) {
                news.publish(one)
                diary.write("published $one")
            }
            news.close()
        }
        delay(2.seconds)
        slow.each {
            diary.write("read $it")
            delay(2.seconds)
        }
        cook.await()
    }

    suspend fun aSubscriberMayMissOrFail(diary: Diary) {
        val news = Topic.create<String>()
        val newest = news.subscribe(1, WhenFull.DROP_OLDEST)
        val strict = news.subscribe(1, WhenFull.FAIL)
        news.publish("tea")
        news.publish("soup")
        news.close()
        newest.each { diary.write("the newest is $it") }
        try {
            strict.each { diary.write("the strict one read $it") }
        } catch (_: QueueFullException) {
            diary.write("the strict one is behind")
        }
    }

    suspend fun whoComesLateGetsWhatIsRemembered(diary: Diary) {
        val news = Topic.create<String>(1)
        news.publish("tea")
        news.publish("soup")
        val late = news.subscribe(1, WhenFull.WAIT)
        news.close()
        late.each { diary.write("remembered $it") }
    }
}
