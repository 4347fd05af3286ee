package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.cancel
import dev.aiko.coroutines.collect
import dev.aiko.coroutines.task
import dev.aiko.coroutines.toList
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.Action
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/** A sequence gone through by suspend functions of its own. */
class CollectTest :
    StringSpec({
        fun numbers(trail: Trail): AsyncSequence<Int> = AsyncSequence.generate { emitter ->
            try {
                for (number in 1..3) emitter.emit(number)
            } finally {
                Aiko.shielded(Action { Aiko.await(Aiko.sleep(1.minutes.toJavaDuration())) })
                trail.add("is clean")
            }
        }

        "collect does something with every value, one after the other" {
            inTask {
                val trail = Trail()
                numbers(trail).collect {
                    delay(1.hours)
                    trail.add("takes $it")
                }
                trail.reads("takes 1", "takes 2", "takes 3", "is clean")
                AsyncSequence.of(emptyList<Int>()).collect { error("never runs") }
            }
        }

        "toList has all of them" {
            inTask {
                numbers(Trail()).toList() shouldBe listOf(1, 2, 3)
                AsyncSequence.of(emptyList<Int>()).toList() shouldBe emptyList()
                withContext(Dispatchers.IO) { numbers(Trail()).toList() } shouldBe listOf(1, 2, 3)
            }
        }

        "a failure of the action is thrown as it is when the maker has cleaned up" {
            inTask {
                val trail = Trail()
                val boom = IOException("boom")
                elapsed {
                    shouldThrow<IOException> { numbers(trail).collect { throw boom } }
                        .shouldBeSameInstanceAs(boom)
                } shouldBe 1.minutes
                trail.reads("is clean")
            }
        }

        "a failure of the maker is thrown as it is" {
            inTask {
                val boom = IOException("boom")
                val broken = AsyncSequence.generate<Int> { throw boom }
                shouldThrow<IOException> { broken.toList() } shouldBeSameInstanceAs boom
                shouldThrow<IOException> { broken.collect { } } shouldBeSameInstanceAs boom
            }
        }

        "a cancel stops the maker, and its cleanup is waited for" {
            inTask {
                val trail = Trail()
                val consumer = task { numbers(trail).collect { delay(1.hours) } }
                delay(1.minutes)
                consumer.cancel()
                elapsed { consumer.end() } shouldBe 1.minutes
                consumer.isCancelled shouldBe true
                trail.reads("is clean")
            }
        }
    })
