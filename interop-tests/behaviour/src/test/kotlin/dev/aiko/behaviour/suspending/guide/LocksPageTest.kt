package dev.aiko.behaviour.suspending.guide

import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitUntil
import dev.aiko.coroutines.task
import dev.aiko.coroutines.withLock
import dev.aiko.sync.AsyncCondition
import dev.aiko.sync.AsyncLock
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.seconds

suspend fun fry(stove: AsyncLock, what: String): String = stove.withLock { brew(what, 2) }

suspend fun takeOrder(changed: AsyncCondition, orders: ArrayDeque<String>): String =
    changed.lock().withLock {
        changed.awaitUntil { orders.isNotEmpty() }
        orders.removeFirst()
    }

/** The Kotlin code of docs/guide/locks.md. */
class LocksPageTest :
    StringSpec({
        "one at a time" {
            inTask {
                val stove = AsyncLock.create()
                elapsed {
                    val egg = task { fry(stove, "egg") }
                    fry(stove, "fish") shouldBe "fish"
                    egg.await() shouldBe "egg"
                } shouldBe 4.seconds
            }
        }

        "an order is taken when it is there" {
            inTask {
                val changed = AsyncCondition.create()
                val orders = ArrayDeque<String>()
                val waiter = task { takeOrder(changed, orders) }
                yield()
                changed.lock().withLock {
                    orders += "soup"
                    changed.signal()
                }
                waiter.await() shouldBe "soup"
            }
        }
    })
