package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

private const val CROWD = 100_000

/** Very many waiters at one place. */
class CrowdTest :
    StringSpec({
        "a hundred thousand awaiters of one task that cleans up slowly are all cancelled" {
            inTask {
                val slow = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { delay(1.seconds) }
                    }
                }
                val crowd = List(CROWD) { task { slow.await() } }
                yield()
                crowd.forEach { it.cancel(false) }
                delay(1.minutes)
                crowd.all { it.isCancelled } shouldBe true
                Aiko.allTasks().size shouldBe 1
            }
        }

        "a hundred thousand awaiters of one future go on in the order in which they came" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Unit>()
                val order = ArrayList<Int>(CROWD)
                repeat(CROWD) { number ->
                    task {
                        gate.await()
                        order += number
                    }
                }
                yield()
                gate.complete(Unit)
                delay(1.minutes)
                order.size shouldBe CROWD
                order.asSequence().zipWithNext().all { (a, b) -> a < b } shouldBe true
            }
        }
    })
