package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class CancelAcrossTest :
    StringSpec({
        "TASK-14 a cancel goes down through both languages, and the end comes back up" {
            inTask {
                val trail = Trail()
                val gate = Aiko.runningLoop().createFuture<Unit>()
                val bottom = task { trail.ends("bottom, Kotlin") { gate.await() } }
                val middle = Aiko.createTask {
                    trail.ends("middle, Java") { Aiko.await(bottom) }
                }
                val top = task { trail.ends("top, Kotlin") { middle.await() } }
                delay(1.seconds)
                top.cancel("down")
                gate.isCancelled shouldBe true
                top.end()
                trail.steps() shouldBe
                    listOf("bottom, Kotlin: down", "middle, Java: down", "top, Kotlin: down")
                listOf(bottom, middle, top).map { it.state() } shouldBe
                    List(3) { TaskState.CANCELLED }
            }
        }

        "TASK-14 a cancel of a Java task goes down through Kotlin to Java" {
            inTask {
                val trail = Trail()
                val bottom = Aiko.createTask {
                    trail.ends("bottom, Java") { Aiko.await(Aiko.sleep(1.hours.toJavaDuration())) }
                }
                val middle = task { trail.ends("middle, Kotlin") { bottom.await() } }
                val top = Aiko.createTask { trail.ends("top, Java") { Aiko.await(middle) } }
                delay(1.seconds)
                top.cancel("down")
                elapsed { top.end() } shouldBe Duration.ZERO
                trail.steps() shouldBe
                    listOf("bottom, Java: down", "middle, Kotlin: down", "top, Java: down")
            }
        }

        "Kotlin's await throws only when the Java task has cleaned up" {
            inTask {
                val trail = Trail()
                val java = Aiko.createTask {
                    try {
                        Aiko.await(Aiko.sleep(1.hours.toJavaDuration()))
                    } finally {
                        Aiko.await(Aiko.sleep(5.seconds.toJavaDuration()))
                        trail.add("Java is clean")
                    }
                }
                val kotlin = task {
                    try {
                        java.await()
                    } finally {
                        trail.add("Kotlin goes on")
                    }
                }
                delay(1.seconds)
                kotlin.cancel(false)
                elapsed { kotlin.end() } shouldBe 5.seconds
                trail.steps() shouldBe listOf("Java is clean", "Kotlin goes on")
            }
        }

        "Java's await throws only when the Kotlin task has cleaned up" {
            inTask {
                val trail = Trail()
                val kotlin = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { delay(5.seconds) }
                        trail.add("Kotlin is clean")
                    }
                }
                val java = Aiko.createTask {
                    try {
                        Aiko.await(kotlin)
                    } finally {
                        trail.add("Java goes on")
                    }
                }
                delay(1.seconds)
                java.cancel(false)
                elapsed { java.end() } shouldBe 5.seconds
                trail.steps() shouldBe listOf("Kotlin is clean", "Java goes on")
            }
        }

        "a cancel reaches the Java task that a launched child awaits" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Unit>()
                val java = Aiko.createTask { Aiko.await(gate) }
                val kotlin = task { launch { java.await() } }
                delay(1.seconds)
                kotlin.cancel("enough")
                kotlin.end()
                gate.isCancelled shouldBe true
                java.isCancelled shouldBe true
            }
        }
    })

/** Runs the wait and leaves a mark when it is cancelled. */
private inline fun <T> Trail.ends(name: String, wait: () -> T): T = try {
    wait()
} catch (e: CancellationException) {
    add("$name: ${e.message}")
    throw e
}
