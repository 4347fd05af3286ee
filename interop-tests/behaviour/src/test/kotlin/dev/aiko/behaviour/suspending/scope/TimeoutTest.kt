package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.deadline
import dev.aiko.coroutines.timeout
import dev.aiko.scope.Timeout
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

class TimeoutTest :
    StringSpec({
        "TMO-01, TMO-10 at the deadline the wait inside is cancelled, the block is late" {
            inTask {
                lateinit var limit: Timeout
                lateinit var cancelled: CancellationException
                val late = shouldThrow<TimeoutException> {
                    timeout(1.hours) { t ->
                        limit = t
                        try {
                            delay(2.hours)
                        } catch (e: CancellationException) {
                            t.expired() shouldBe true
                            cancelled = e
                            throw e
                        }
                    }
                }
                limit.expired() shouldBe true
                late.cause.shouldBeInstanceOf<CancellationException>()
                late.cause?.message shouldBe cancelled.message
            }
        }

        "TMO-01 the block is late at its deadline, and not before or after" {
            inTask {
                elapsed {
                    shouldThrow<TimeoutException> { timeout(90.minutes) { awaitCancellation() } }
                } shouldBe 90.minutes
            }
        }

        "TMO-01 the block ends when its cleanup has ended" {
            inTask {
                val trail = Trail()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) { cleaningUpFor(1.minutes) { trail.add("clean") } }
                    }
                } shouldBe 1.hours + 1.minutes
                trail.reads("clean")
            }
        }

        "TMO-02 a deadline is a moment on the loop's clock, which can be asked for" {
            inTask {
                delay(3.seconds)
                val moment = Aiko.runningLoop().time() + 1.hours.toJavaDuration()
                lateinit var limit: Timeout
                elapsed {
                    shouldThrow<TimeoutException> {
                        deadline(moment.toKotlinDuration()) { t ->
                            limit = t
                            t.`when`() shouldBe moment
                            awaitCancellation()
                        }
                    }
                } shouldBe 1.hours
                limit.`when`() shouldBe moment
                limit.expired() shouldBe true
            }
        }

        "TMO-03 a block in time gives its value, and the deadline can still be asked for" {
            inTask {
                val moment = Aiko.runningLoop().time() + 2.hours.toJavaDuration()
                val limit = timeout(2.hours) { t ->
                    delay(1.hours)
                    t
                }
                limit.expired() shouldBe false
                limit.`when`() shouldBe moment
                delay(3.hours)
                limit.expired() shouldBe false
                timeout<String?>(1.hours) { null } shouldBe null
            }
        }

        "TMO-04 without a limit the time is never over" {
            inTask {
                for (limit in listOf(
                    timeout(null) {
                        sleeper(it)
                    },
                    deadline(null) { sleeper(it) }
                )) {
                    limit.`when`() shouldBe null
                    limit.expired() shouldBe false
                }
            }
        }

        "TMO-05 with no time left the first wait is late, even a yield" {
            inTask {
                val now = { Aiko.runningLoop().time().toKotlinDuration() }
                for (limit in listOf(Duration.ZERO, (-1).seconds)) {
                    val trail = Trail()
                    elapsed {
                        shouldThrow<TimeoutException> {
                            timeout(limit) {
                                trail.add("before the wait")
                                yield()
                                trail.add("never")
                            }
                        }
                        shouldThrow<TimeoutException> { deadline(now() + limit) { yield() } }
                        shouldThrow<TimeoutException> { timeout(limit) { delay(1.hours) } }
                    } shouldBe Duration.ZERO
                    trail.reads("before the wait")
                }
            }
        }

        "TMO-05 with no time left a block that does not wait is in time" {
            inTask {
                timeout(Duration.ZERO) { "value" } shouldBe "value"
                elapsed { delay(1.hours) } shouldBe 1.hours
            }
        }

        "TMO-06 a failure before the deadline leaves the block as it is" {
            inTask {
                for (boom in listOf(IllegalStateException("boom"), IOException("boom"))) {
                    lateinit var limit: Timeout
                    shouldThrow<Exception> {
                        timeout(1.hours) { t ->
                            limit = t
                            yield()
                            throw boom
                        }
                    } shouldBeSameInstanceAs boom
                    limit.expired() shouldBe false
                    boom.suppressed.size shouldBe 0
                }
            }
        }

        "TMO-06 so does a TimeoutException of the block's own" {
            inTask {
                val own = TimeoutException("my own")
                shouldThrow<TimeoutException> {
                    timeout(1.hours) {
                        yield()
                        throw own
                    }
                } shouldBeSameInstanceAs own
            }
        }

        "TMO-14 after a timeout the task is as it was before, and goes on" {
            inTask {
                val me = Aiko.currentTask()!!
                repeat(3) {
                    shouldThrow<TimeoutException> { timeout(1.seconds) { awaitCancellation() } }
                    me.cancelling() shouldBe 0
                    isActive shouldBe true
                    elapsed { delay(1.hours) } shouldBe 1.hours
                }
            }
        }
    })

private suspend fun sleeper(limit: Timeout): Timeout {
    delay((365 * 24).hours)
    return limit
}
