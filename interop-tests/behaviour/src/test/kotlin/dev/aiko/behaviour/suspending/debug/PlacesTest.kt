package dev.aiko.behaviour.suspending.debug

import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.race
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.queue.AsyncQueue
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.milliseconds

/** A failure of ours tells in debug mode which function waited, as a stack does. */
class PlacesTest :
    StringSpec({
        fun toldOf(function: String, debug: Boolean = true, wait: suspend () -> Unit): Boolean =
            withLoop { loop ->
                loop.setDebug(debug)
                loop.runTask {
                    val failure = runCatching { wait() }.exceptionOrNull()!!
                    (listOf(failure) + failure.suppressed).any { told ->
                        told.stackTrace.any { it.methodName == function }
                    }
                }
            }

        "awaiting what somebody else has cancelled" {
            toldOf("awaits") {
                val other = task { awaitCancellation() }
                yield()
                other.cancel("no more")
                awaits(other)
            } shouldBe true
        }

        "where the cancelled one was made" {
            toldOf("makes") {
                val other = makes()
                yield()
                other.cancel("no more")
                awaits(other)
            } shouldBe true
        }

        "a limit" { toldOf("limits") { limits() } shouldBe true }

        "a group" { toldOf("groups") { groups() } shouldBe true }

        "a race that nobody wins" { toldOf("races") { races() } shouldBe true }

        "a queue that is shut down" {
            toldOf("takes") {
                val queue = AsyncQueue.unbounded<String>()
                val other = task {
                    yield()
                    queue.shutdown()
                }
                try {
                    takes(queue)
                } finally {
                    other.await()
                }
            } shouldBe true
        }

        "without debug mode it costs nothing" {
            toldOf("limits", debug = false) { limits() } shouldBe
                false
        }
    })

private fun makes(): Task<Nothing> = task { awaitCancellation() }

private suspend fun awaits(other: Task<*>): Int {
    other.await()
    return 1
}

private suspend fun limits(): Int {
    timeout(5.milliseconds) { delay(1_000) }
    return 1
}

private suspend fun groups(): Int {
    taskGroup { task { error("a child") } }
    return 1
}

private suspend fun races(): Int {
    race<Unit>({ error("one") }, { error("two") })
    return 1
}

private suspend fun takes(queue: AsyncQueue<String>): Int = queue.get().length + 1
