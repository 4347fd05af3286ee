package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import java.io.IOException
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Consumers of a flow leave early, fail, and are cancelled. */
class SequenceEndTest :
    StringSpec({
        "closing a cursor of which nothing was asked starts nothing" {
            inTask {
                val trail = Trail()
                countingFlow(trail).asAsyncSequence().open().closeAsync().await()
                trail.reads()
            }
        }

        "straight-line code that leaves early within a try has stopped the flow" {
            inTask {
                val trail = Trail()
                val java = Aiko.createTask(
                    Callable {
                        countingFlow(trail).asAsyncSequence().open().use { rows -> rows.first() }
                            .also { trail.add("behind the try") }
                    }
                )
                java.await() shouldBe 1
                trail.reads("begins", "makes 1", "is clean", "behind the try")
            }
        }

        "a plain for that is left has stopped the flow when its task ends" {
            inTask {
                val trail = Trail()
                val java = Aiko.createTask(
                    Callable { countingFlow(trail).asAsyncSequence().first { it == 2 } }
                )
                java.await() shouldBe 2
                trail.reads("begins", "makes 1", "makes 2", "is clean")
                Aiko.allTasks().size shouldBe 1
            }
        }

        "a failure of the flow is the consumer's" {
            inTask {
                val boom = IOException("boom")
                val failing = flow<Int> { throw boom }.asAsyncSequence()
                shouldThrow<IOException> {
                    failing.toListAsync().await()
                } shouldBeSameInstanceAs boom
                val cursor = failing.open()
                shouldThrow<IOException> { cursor.nextAsync().await() } shouldBeSameInstanceAs boom
                cursor.nextAsync().await().isPresent shouldBe false
            }
        }

        "a failure of the consumer stops the flow" {
            inTask {
                val trail = Trail()
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    countingFlow(trail).asAsyncSequence()
                        .forEachAsync { CompletableFuture.failedFuture<Unit>(boom) }
                        .await()
                } shouldBeSameInstanceAs boom
                trail.reads("begins", "makes 1", "is clean")
            }
        }

        "cancelling the consumer stops the flow, and waits for its cleanup" {
            inTask {
                val trail = Trail()
                val java = Aiko.createTask(
                    Callable {
                        countingFlow(trail).asAsyncSequence().open().use { rows ->
                            rows.forEach { _ -> }
                        }
                    }
                )
                delay(10.seconds)
                java.cancel("enough")
                elapsed { java.end() } shouldBe 1.minutes
                java.state() shouldBe TaskState.CANCELLED
                trail.steps().last() shouldBe "is clean"
            }
        }
    })
