package dev.aiko.behaviour.suspending.loop

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.runTask
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Coroutines that are no tasks, and need the loop at the very moment it closes. */
class LateDelayTest :
    StringSpec({
        "a delay in the cleanup of a coroutine ends when the loop has closed" {
            inTime {
                val loop = virtualLoop()
                val trail = Trail()
                val job = CoroutineScope(loop.asCoroutineDispatcher()).launch {
                    try {
                        delay(1.hours)
                    } finally {
                        try {
                            withContext(NonCancellable) { delay(1.hours) }
                        } finally {
                            trail.add("over")
                        }
                    }
                }
                loop.runTask { yield() }
                loop.close()
                runBlocking { withTimeout(20.seconds) { job.join() } }
                trail.steps() shouldBe listOf("over")
            }
        }

        "a coroutine that starts on the executor view of a loop ends when the loop has closed" {
            inTime {
                val loop = virtualLoop()
                val scope = CoroutineScope(loop.asExecutorService().asCoroutineDispatcher())
                val fresh = scope.launch { }
                loop.close()
                runBlocking { withTimeout(20.seconds) { fresh.join() } }
            }
        }
    })
