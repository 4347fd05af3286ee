package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import java.io.IOException
import java.util.Optional
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Flows, gone through as sequences in Java. */
class AsSequenceTest :
    StringSpec({
        // Counts from one, a second for each number, and takes a minute to clean up.
        fun numbers(trail: Trail): Flow<Int> = flow {
            trail.add("begins")
            try {
                for (number in generateSequence(1, Int::inc)) {
                    delay(1.seconds)
                    trail.add("makes $number")
                    emit(number)
                }
            } finally {
                withContext(NonCancellable) { delay(1.minutes) }
                trail.add("is clean")
            }
        }

        "straight-line code goes through a flow with a plain for" {
            inTask {
                val java = Aiko.createTask(
                    Callable {
                        val seen = mutableListOf<Int>()
                        for (value in flowOf(1, 2, 3).asAsyncSequence()) seen += value
                        seen
                    }
                )
                java.await() shouldBe listOf(1, 2, 3)
            }
        }

        "futures code goes through a flow, value by value" {
            inTask {
                val trail = Trail()
                flowOf("one", "two").asAsyncSequence().forEachAsync { value ->
                    task {
                        trail.add("takes $value")
                        delay(1.hours)
                        trail.add("is done with $value")
                    }
                }.await()
                trail.reads("takes one", "is done with one", "takes two", "is done with two")
                flowOf(1, 2).asAsyncSequence().toListAsync().await() shouldBe listOf(1, 2)
            }
        }

        "a cursor gives the values, and then nothing ever after" {
            inTask {
                val cursor = flowOf(1, 2).asAsyncSequence().open()
                val given = List(4) { cursor.nextAsync().await() }
                given shouldBe
                    listOf(Optional.of(1), Optional.of(2), Optional.empty(), Optional.empty())
                cursor.closeAsync().await()
            }
        }

        "a value is made when it is asked for" {
            inTask {
                val trail = Trail()
                val cursor = numbers(trail).asAsyncSequence().open()
                delay(1.hours)
                trail.reads()
                cursor.nextAsync().await().get() shouldBe 1
                delay(1.hours)
                trail.reads("begins", "makes 1")
                cursor.nextAsync().await().get() shouldBe 2
                elapsed { cursor.closeAsync().await() } shouldBe 1.minutes
                trail.reads("begins", "makes 1", "makes 2", "is clean")
                cursor.nextAsync().await().isPresent shouldBe false
            }
        }

        "closing a cursor of which nothing was asked starts nothing" {
            inTask {
                val trail = Trail()
                numbers(trail).asAsyncSequence().open().closeAsync().await()
                trail.reads()
            }
        }

        "straight-line code that leaves early within a try has stopped the flow" {
            inTask {
                val trail = Trail()
                val java = Aiko.createTask(
                    Callable {
                        numbers(trail).asAsyncSequence().open().use { rows -> rows.first() }
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
                    Callable { numbers(trail).asAsyncSequence().first { it == 2 } }
                )
                java.await() shouldBe 2
                delay(1.hours)
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
                    numbers(trail).asAsyncSequence()
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
                        numbers(trail).asAsyncSequence().open().use { rows -> rows.forEach { _ -> } }
                    }
                )
                delay(10.seconds)
                java.cancel("enough")
                elapsed { java.end() } shouldBe 1.minutes
                java.state() shouldBe TaskState.CANCELLED
                trail.steps().last() shouldBe "is clean"
            }
        }

        "a second question while the first waits is refused" {
            inTask {
                val cursor = numbers(Trail()).asAsyncSequence().open()
                val first = cursor.nextAsync()
                shouldThrow<IllegalStateException> { cursor.nextAsync() }
                first.await().get() shouldBe 1
                cursor.closeAsync().await()
            }
        }

        "there and back again it is the same flow" {
            inTask {
                val trail = Trail()
                elapsed {
                    numbers(trail).asAsyncSequence().asFlow().first() shouldBe 1
                } shouldBe 1.minutes + 1.seconds
                trail.reads("begins", "makes 1", "is clean")
                flowOf(1, 2, 3).asAsyncSequence().asFlow().toList() shouldBe listOf(1, 2, 3)
            }
        }

        "the blocking iteration is refused in a coroutine" {
            inTask {
                shouldThrow<IllegalStateException> {
                    for (value in flowOf(1).asAsyncSequence()) error("never $value")
                }
            }
        }
    })
