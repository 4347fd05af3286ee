package dev.aiko.behaviour.suspending.loop

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Enough for a race that is lost every second time. */
private const val ROUNDS = 100

/** Cleanup that would take time when its loop is closed: it is cut off, and never in silence. */
class CutOffTest :
    StringSpec({
        /** Whatever a coroutine makes of being cut off, on whatever thread and however quickly. */
        fun cutOff(cleanUp: suspend () -> Unit) = inTime {
            repeat(ROUNDS) {
                val reports = Reports()
                val trail = Trail()
                val loop = virtualLoop()
                loop.setExceptionHandler(reports)
                val task = loop.task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { cleanUp() }
                        trail.add("not reached")
                    }
                }
                loop.runTask { yield() }
                loop.close()
                task.isCancelled shouldBe true
                reports.all.map { it.future() } shouldBe listOf(task)
                trail.reads()
            }
        }

        "in a delay" {
            cutOff { delay(1.seconds) }
        }

        "in a delay under a limit" {
            cutOff { withTimeout(1.hours) { delay(2.hours) } }
        }

        "a limit that the close makes come at once" {
            cutOff { withTimeout(1.hours) { awaitCancellation() } }
        }

        "what it makes of that is nobody's any more" {
            inTime {
                repeat(ROUNDS) {
                    val reports = Reports()
                    val loop = virtualLoop()
                    loop.setExceptionHandler(reports)
                    val task = loop.task {
                        try {
                            awaitCancellation()
                        } finally {
                            runCatching { withContext(NonCancellable) { delay(1.seconds) } }
                            throw IllegalStateException("another failure")
                        }
                    }
                    loop.runTask { yield() }
                    loop.close()
                    task.isCancelled shouldBe true
                    reports.all.map { it.future() } shouldBe listOf(task)
                }
            }
        }

        "in a composed task, and in a task that awaits another" {
            inTime {
                val reports = Reports()
                val loop = virtualLoop()
                loop.setExceptionHandler(reports)
                val cleaning = loop.task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { delay(1.seconds) }
                    }
                }
                val composed: Task<Nothing> = loop.composeTask { cleaning }
                val awaiting = loop.task { composed.await() }
                loop.runTask { yield() }
                loop.close()
                val all = listOf(cleaning, composed, awaiting)
                all.map { it.isCancelled } shouldBe listOf(true, true, true)
                reports.all.map { it.future() } shouldBe all
            }
        }
    })
