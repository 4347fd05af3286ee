package dev.aiko.libraries.suspending.time

import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.get
import dev.aiko.coroutines.next
import dev.aiko.coroutines.publish
import dev.aiko.coroutines.put
import dev.aiko.coroutines.race
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.withLock
import dev.aiko.queue.AsyncQueue
import dev.aiko.queue.Topic
import dev.aiko.queue.WhenFull
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncEvent
import dev.aiko.sync.AsyncLock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration.Companion.hours

/** Our primitives under the virtual time of kotlinx-coroutines-test, where no loop of ours runs. */
@OptIn(ExperimentalCoroutinesApi::class)
class RunTestTest :
    StringSpec({
        "a lock is waited for in virtual time" {
            runTest {
                val lock = AsyncLock.create()
                lock.acquire()
                val waiting = async {
                    lock.acquire()
                    currentTime
                }
                delay(1.hours)
                lock.release()
                waiting.await() shouldBe 3_600_000
            }
        }

        "a wait that is given up when its virtual time is over leaves nothing behind" {
            runTest {
                val lock = AsyncLock.create()
                lock.acquire()
                withTimeoutOrNull(1.hours) { lock.acquire() } shouldBe null
                currentTime shouldBe 3_600_000
                lock.release()
                lock.isLocked shouldBe false
            }
        }

        "queues and events hand over in virtual time" {
            runTest {
                val queue = AsyncQueue.create<String>(1)
                val event = AsyncEvent.create()
                launch {
                    event.await()
                    queue.put("soup")
                    queue.put("bread")
                }
                launch {
                    delay(1.hours)
                    event.set()
                }
                queue.get() shouldBe "soup"
                currentTime shouldBe 3_600_000
                queue.get() shouldBe "bread"
            }
        }

        "a signal is in time" {
            repeat(200) {
                runTest {
                    val condition = AsyncCondition.create()
                    launch {
                        delay(10)
                        condition.lock().withLock { condition.signal() }
                    }
                    withTimeout(1_000) { condition.lock().withLock { condition.await() } }
                    currentTime shouldBe 10
                }
            }
        }

        "so are a producer and a topic" {
            repeat(200) {
                runTest {
                    val queue = AsyncQueue.create<Int>(1)
                    val topic = Topic.create<Int>()
                    val subscription = topic.subscribe(1, WhenFull.WAIT)
                    launch {
                        delay(10)
                        queue.get() shouldBe 1
                        topic.publish(1)
                    }
                    withTimeout(1_000) {
                        queue.newProducer().use { producer -> repeat(2) { producer.put(it + 1) } }
                        subscription.next() shouldBe 1
                    }
                    currentTime shouldBe 10
                }
            }
        }

        "an order that comes late is waited for in virtual time" {
            runTest {
                val orders = AsyncQueue.create<String>(1)
                launch {
                    delay(1.hours)
                    orders.put("soup")
                }
                orders.get() shouldBe "soup"
                currentTime shouldBe 3_600_000
            }
        }

        "what needs a loop is refused" {
            runTest {
                shouldThrow<IllegalStateException> { task { "soup" } }
                shouldThrow<IllegalStateException> { timeout(1.hours) { "soup" } }
                shouldThrow<IllegalStateException> { taskGroup { "soup" } }
                shouldThrow<IllegalStateException> { race({ "soup" }) }
                shouldThrow<IllegalStateException> { blocking { "soup" } }
            }
        }
    })
