package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import java.util.Optional
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** Flows, gone through as sequences in Java. */
class AsSequenceTest :
    StringSpec({
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
                val cursor = countingFlow(trail).asAsyncSequence().open()
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

        "a second question while the first waits is refused" {
            inTask {
                val cursor = countingFlow(Trail()).asAsyncSequence().open()
                val first = cursor.nextAsync()
                shouldThrow<IllegalStateException> { cursor.nextAsync() }
                first.await().get() shouldBe 1
                cursor.closeAsync().await()
            }
        }

        "a null that an unchecked cast has let in is refused in words for users" {
            inTask {
                @Suppress("UNCHECKED_CAST")
                val nulls = flow<Int?> { emit(null) } as Flow<Int>
                shouldThrow<NullPointerException> {
                    nulls.asAsyncSequence().toListAsync().await()
                }.message shouldBe
                    "The maker of the sequence emitted null, and its values are never null; " +
                    "leave it out, or emit an Optional."
            }
        }

        "there and back again it is the same flow" {
            inTask {
                val trail = Trail()
                elapsed {
                    countingFlow(trail).asAsyncSequence().asFlow().first() shouldBe 1
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
