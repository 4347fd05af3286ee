package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.Action
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.firstOrNull
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import java.io.IOException
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Sequences made in straight-line Java, gone through as a Flow. */
class AsFlowTest :
    StringSpec({
        fun sleep(time: Duration) = Aiko.await(Aiko.sleep(time.toJavaDuration()))

        // Counts from one, a second for each number, and takes a minute to clean up.
        fun numbers(trail: Trail): AsyncSequence<Int> = AsyncSequence.generate { emitter ->
            trail.add("begins")
            try {
                for (number in generateSequence(1, Int::inc)) {
                    sleep(1.seconds)
                    trail.add("makes $number")
                    emitter.emit(number)
                }
            } finally {
                Aiko.shielded(Action { sleep(1.minutes) })
                trail.add("is clean")
            }
        }

        "all values come, in order" {
            inTask {
                AsyncSequence.of(listOf(1, 2, 3)).asFlow().toList() shouldBe listOf(1, 2, 3)
                AsyncSequence.of(emptyList<Int>()).asFlow().toList().shouldBeEmpty()
                AsyncSequence.generate<String> { emitter ->
                    emitter.emit("one")
                    emitter.emit("two")
                }.asFlow().map { it.length }.toList() shouldBe listOf(3, 3)
            }
        }

        "nothing happens before somebody collects, and each collector starts anew" {
            inTask {
                val trail = Trail()
                val sequence = AsyncSequence.generate<Int> { emitter ->
                    trail.add("begins")
                    emitter.emit(1)
                }
                val flow = sequence.asFlow()
                delay(1.hours)
                trail.reads()
                flow.toList() shouldBe listOf(1)
                flow.toList() shouldBe listOf(1)
                trail.reads("begins", "begins")
            }
        }

        "a value is made when it is asked for" {
            inTask {
                val trail = Trail()
                numbers(trail).asFlow().take(2).collect {
                    trail.add("takes $it")
                    delay(1.hours)
                }
                trail.reads("begins", "makes 1", "takes 1", "makes 2", "takes 2", "is clean")
            }
        }

        "first stops the maker, whose cleanup has run by then" {
            inTask {
                val trail = Trail()
                elapsed { numbers(trail).asFlow().first() shouldBe 1 } shouldBe
                    1.minutes + 1.seconds
                trail.reads("begins", "makes 1", "is clean")
                elapsed { delay(1.hours) } shouldBe 1.hours
                Aiko.allTasks().size shouldBe 1
            }
        }

        "take stops the maker, whose cleanup has run by then" {
            inTask {
                val trail = Trail()
                elapsed {
                    numbers(trail).asFlow().take(3).toList() shouldBe listOf(1, 2, 3)
                } shouldBe 1.minutes + 3.seconds
                trail.steps().last() shouldBe "is clean"
            }
        }

        "a failure of the maker is the collector's, as it is" {
            inTask {
                val boom = IOException("boom")
                val seen = mutableListOf<Int>()
                shouldThrow<IOException> {
                    AsyncSequence.generate<Int> { emitter ->
                        emitter.emit(1)
                        throw boom
                    }.asFlow().collect { seen += it }
                } shouldBeSameInstanceAs boom
                seen shouldBe listOf(1)
            }
        }

        "a failure of the collector stops the maker" {
            inTask {
                val trail = Trail()
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    numbers(trail).asFlow().collect { throw boom }
                } shouldBeSameInstanceAs boom
                trail.reads("begins", "makes 1", "is clean")
            }
        }

        "a cancel of the collector while it waits for a value stops the maker, and waits" {
            inTask {
                val trail = Trail()
                val collector = task { numbers(trail).asFlow().collect { } }
                delay(1500.milliseconds)
                collector.cancel("enough")
                elapsed { collector.end() } shouldBe 1.minutes
                collector.state() shouldBe TaskState.CANCELLED
                trail.reads("begins", "makes 1", "is clean")
                Aiko.allTasks().size shouldBe 1
            }
        }

        "a cancel of the collector while it works on a value stops the maker, and waits" {
            inTask {
                val trail = Trail()
                val collector = task { numbers(trail).asFlow().collect { delay(5.hours) } }
                delay(1.hours)
                collector.cancel("enough")
                elapsed { collector.end() } shouldBe 1.minutes
                collector.state() shouldBe TaskState.CANCELLED
                trail.reads("begins", "makes 1", "is clean")
            }
        }

        "a time limit around the collector stops the maker" {
            inTask {
                val trail = Trail()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(2500.milliseconds) { numbers(trail).asFlow().collect { } }
                    }
                } shouldBe 1.minutes + 2500.milliseconds
                trail.reads("begins", "makes 1", "makes 2", "is clean")
            }
        }

        "a sequence of futures is a flow, too" {
            inTask {
                val sequence = AsyncSequence.compose<String> { emitter ->
                    task {
                        emitter.emitAsync("one").await()
                        emitter.emitAsync("two").await()
                    }
                }
                sequence.asFlow().toList() shouldBe listOf("one", "two")
                AsyncSequence.generate<Int> { }.asFlow().firstOrNull() shouldBe null
            }
        }

        "a hundred thousand values" {
            inTask {
                var sum = 0L
                AsyncSequence.of(1..100_000).asFlow().collect { sum += it }
                sum shouldBe 5_000_050_000
            }
        }
    })
