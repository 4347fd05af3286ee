package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.task
import dev.aiko.sequence.AsyncSequence
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Whoever collects fails, and then the cleanup of the maker fails as well. */
class BothFailTest :
    StringSpec({
        val dirty = IllegalStateException("dirty")

        fun failingInItsCleanup(): AsyncSequence<Int> = AsyncSequence.generate { emitter ->
            try {
                emitter.emit(1)
                emitter.emit(2)
            } finally {
                Aiko.await(Aiko.sleep(1.seconds.toJavaDuration()))
                throw dirty
            }
        }

        "the failure of the collector arrives, with that of the cleanup suppressed in it" {
            for (boom in listOf(IllegalArgumentException("boom"), IOException("disk"))) {
                inTask {
                    shouldThrow<Exception> {
                        failingInItsCleanup().asFlow().collect { throw boom }
                    } shouldBeSameInstanceAs boom
                    boom.suppressedExceptions.shouldContainExactly(dirty)
                }
            }
        }

        "also when the collector has waited before it failed" {
            inTask {
                val boom = IllegalArgumentException("boom")
                shouldThrow<Exception> {
                    failingInItsCleanup().asFlow().collect {
                        delay(1.seconds)
                        throw boom
                    }
                } shouldBeSameInstanceAs boom
                boom.suppressedExceptions.shouldContainExactly(dirty)
            }
        }

        "a collector that is cancelled fails with its cleanup" {
            inTask {
                val collector = task { failingInItsCleanup().asFlow().collect { delay(1.hours) } }
                delay(1.seconds)
                collector.cancel("enough")
                collector.end()
                collector.state() shouldBe TaskState.FAILED
            }
        }
    })
