package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.waitFor
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Waits whose limit is not above zero, or that are just in time. */
class NoTimeLeftTest :
    StringSpec({
        "TMO-26 with no time left a stage that is done gives its value" {
            inTask {
                val done = task { "value" }
                done.await()
                for (limit in listOf(Duration.ZERO, (-1).seconds)) {
                    waitFor(done, limit) shouldBe "value"
                    waitFor(CompletableFuture.completedFuture("foreign"), limit) shouldBe "foreign"
                    Aiko.waitFor(done, limit.toJavaDuration()).isDone shouldBe true
                }
            }
        }

        "TMO-27 with no time left a new task never starts" {
            inTask {
                val trail = Trail()
                for (limit in listOf(Duration.ZERO, (-1).seconds)) {
                    val unborn = task { trail.add("never") }
                    elapsed {
                        shouldThrow<TimeoutException> { waitFor(unborn, limit) }
                    } shouldBe Duration.ZERO
                    unborn.isCancelled shouldBe true
                }
                yield()
                trail.reads()
            }
        }

        "TMO-28 with no time left a running task is cancelled, and its end is waited for" {
            inTask {
                val trail = Trail()
                for (limit in listOf(Duration.ZERO, (-1).seconds)) {
                    val running = task { cleaningUpFor(1.minutes) { trail.add("clean") } }
                    yield()
                    elapsed {
                        shouldThrow<TimeoutException> { waitFor(running, limit) }
                            .cause.shouldBeInstanceOf<CancellationException>()
                    } shouldBe 1.minutes
                    running.isCancelled shouldBe true
                }
                trail.reads("clean", "clean")
            }
        }

        "TMO-31 a completion that was scheduled just before is in time" {
            inTask {
                val loop = Aiko.runningLoop()
                val future = loop.createFuture<String>()
                val waiting = task { waitFor(future, 1.seconds) }
                loop.callSoon { future.complete("value") }
                waiting.await() shouldBe "value"
            }
        }

        "TMO-31 a completion in the turn of the deadline gives one outcome, and leaves no trace" {
            inTask {
                val loop = Aiko.runningLoop()
                for (completesFirst in listOf(true, false)) {
                    val future = loop.createFuture<String>()
                    val complete = { future.complete("value").let { } }
                    if (completesFirst) loop.callLater(1.hours.toJavaDuration(), complete)
                    val waiting = task {
                        loop.callSoon {
                            if (!completesFirst) loop.callAt(loop.time().plusHours(1), complete)
                        }
                        runCatching { waitFor(future, 1.hours) }
                    }
                    val outcome = waiting.await()
                    if (completesFirst) outcome.getOrNull() shouldBe "value"
                    if (future.isCancelled) {
                        outcome.exceptionOrNull().shouldBeInstanceOf<TimeoutException>()
                    } else {
                        outcome.getOrNull() shouldBe "value"
                    }
                    elapsed { delay(1.hours) } shouldBe 1.hours
                }
            }
        }
    })
