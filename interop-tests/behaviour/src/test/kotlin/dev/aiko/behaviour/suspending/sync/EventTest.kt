package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.sync.AsyncEvent
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours

class EventTest :
    StringSpec({
        "EVT-01 a new event is not set, and a wait lasts until it is" {
            inTask {
                val event = AsyncEvent.create()
                event.isSet shouldBe false
                val waiter = task { elapsed { event.await() } }
                delay(1.hours)
                waiter.isDone shouldBe false
                event.waiting() shouldBe 1
                event.set()
                event.isSet shouldBe true
                waiter.await() shouldBe 1.hours
                event.waiting() shouldBe 0
            }
        }

        "EVT-02 a set event lets everybody through without suspending" {
            inTask {
                val event = AsyncEvent.create()
                event.set()
                suspends { event.await() } shouldBe false
                suspends { event.await() } shouldBe false
                event.isSet shouldBe true
            }
        }

        "EVT-03 those who wait go on in the order in which they began" {
            inTask {
                val event = AsyncEvent.create()
                val trail = Trail()
                val waiters = listOf("a", "b", "c").map { name ->
                    task {
                        event.await()
                        trail.add(name)
                    }
                }
                settle()
                event.set()
                trail.reads()
                suspends { event.await() } shouldBe false // who comes now does not wait for them
                trail.reads()
                waiters.forEach { it.await() }
                trail.reads("a", "b", "c")
            }
        }

        "EVT-04 a wait that begins after a clear lasts until the next set" {
            inTask {
                val event = AsyncEvent.create()
                event.set()
                event.clear()
                event.isSet shouldBe false
                val waiter = task { event.await() }
                settle()
                waiter.isDone shouldBe false
                event.set()
                waiter.await()
            }
        }

        "EVT-04 a clear right after the set takes back nothing from those who waited" {
            inTask {
                val event = AsyncEvent.create()
                val before = List(3) { task { event.await() } }
                settle()
                event.set()
                event.clear()
                val after = task { event.await() }
                before.forEach { it.await() }
                settle()
                after.isDone shouldBe false
                event.waiting() shouldBe 1
                event.set()
                after.await()
            }
        }

        "EVT-05 setting it twice, or clearing it while it is not set, changes nothing" {
            inTask {
                val event = AsyncEvent.create()
                val waiter = task { event.await() }
                settle()
                event.clear()
                event.isSet shouldBe false
                settle()
                waiter.isDone shouldBe false
                event.waiting() shouldBe 1
                event.set()
                event.set()
                event.isSet shouldBe true
                waiter.await()
                event.clear()
                event.clear()
                event.isSet shouldBe false
            }
        }

        "EVT-06 a cancelled waiter leaves, and the others are told" {
            inTask {
                val event = AsyncEvent.create()
                val trail = Trail()
                val waiters = listOf("a", "b", "c").map { name ->
                    task {
                        event.await()
                        trail.add(name)
                    }
                }
                settle()
                waiters[1].cancel("not needed")
                event.waiting() shouldBe 2
                waiters[1].end()
                waiters[1].isCancelled shouldBe true
                event.set()
                settle()
                trail.reads("a", "c")
            }
        }

        "EVT-06 cancelled after the set and before it goes on, it is cancelled" {
            inTask {
                val event = AsyncEvent.create()
                val waiters = List(2) { task { event.await() } }
                settle()
                event.set()
                waiters[0].cancel("too late for it")
                waiters.forEach { it.end() }
                waiters.map { it.isCancelled } shouldBe listOf(true, false)
                event.isSet shouldBe true
            }
        }
    })
