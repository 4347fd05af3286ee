package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.await
import dev.aiko.coroutines.deadline
import dev.aiko.coroutines.moveOnAfter
import dev.aiko.coroutines.timeout
import dev.aiko.scope.Timeout
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Moving the deadline of a block, where that is refused, and what its text tells. */
class RescheduleTest :
    StringSpec({
        fun fromNow(delay: Duration) = Aiko.runningLoop().time() + delay.toJavaDuration()

        "TMO-15 the deadline can be moved, in both directions, and tells where it is" {
            inTask {
                for (moved in listOf(2.hours, 1.minutes)) {
                    elapsed {
                        shouldThrow<TimeoutException> {
                            timeout(1.hours) { t ->
                                val moment = fromNow(moved)
                                t.reschedule(moment)
                                t.`when`() shouldBe moment
                                awaitCancellation()
                            }
                        }
                    } shouldBe moved
                }
            }
        }

        "TMO-15 it can be taken away, and set where there was none" {
            inTask {
                elapsed {
                    timeout(1.hours) { t ->
                        t.reschedule(null)
                        t.`when`() shouldBe null
                        delay(5.hours)
                    }
                } shouldBe 5.hours
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(null) { t ->
                            t.reschedule(fromNow(1.hours))
                            awaitCancellation()
                        }
                    }
                } shouldBe 1.hours
            }
        }

        "TMO-15 rescheduleAfter counts from now, so that work that goes on can ask for more" {
            inTask {
                elapsed {
                    timeout(1.minutes) { t ->
                        repeat(10) {
                            delay(50.seconds)
                            t.rescheduleAfter(1.minutes.toJavaDuration())
                            t.`when`() shouldBe fromNow(1.minutes)
                        }
                    }
                } shouldBe 500.seconds
            }
        }

        "TMO-15 somebody else may move it while the block waits" {
            inTask {
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) { t ->
                            Aiko.runningLoop().callSoon { t.reschedule(fromNow(3.hours)) }
                            awaitCancellation()
                        }
                    }
                } shouldBe 3.hours
            }
        }

        "TMO-16 a deadline in the past expires in the next turn" {
            inTask {
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) { t ->
                            delay(5.seconds)
                            t.reschedule(fromNow((-2).seconds))
                            t.expired() shouldBe false
                            delay(1.hours)
                        }
                    }
                    shouldThrow<TimeoutException> {
                        timeout(null) { t ->
                            t.reschedule(fromNow(Duration.ZERO))
                            yield()
                            yield()
                        }
                    }
                } shouldBe 5.seconds
            }
        }

        "TMO-17 after the end of the block the deadline cannot be moved" {
            inTask {
                val ended = timeout(1.hours) { it }
                val refusal = shouldThrow<IllegalStateException> { ended.reschedule(null) }
                Sentences.tellsTheNextStep(refusal, "finished")
                shouldThrow<IllegalStateException> {
                    ended.rescheduleAfter(1.hours.toJavaDuration())
                }
                ended.expired() shouldBe false
            }
        }

        "TMO-17 nor after its expiry, nor between the expiry and the end" {
            inTask {
                lateinit var late: Timeout
                shouldThrow<TimeoutException> {
                    timeout(1.hours) { t ->
                        late = t
                        try {
                            awaitCancellation()
                        } catch (e: CancellationException) {
                            shouldThrow<IllegalStateException> { t.reschedule(fromNow(1.hours)) }
                                .let { Sentences.tellsTheNextStep(it, "expir") }
                            throw e
                        }
                    }
                }
                shouldThrow<IllegalStateException> { late.reschedule(null) }
                    .let { Sentences.tellsTheNextStep(it, "expired") }
            }
        }

        "TMO-19 outside of a task there is no timeout block" {
            inTime {
                runBlocking {
                    listOf<suspend () -> Unit>(
                        { timeout(1.hours) { error("never runs") } },
                        { timeout(null) { error("never runs") } },
                        { deadline(1.hours) { error("never runs") } },
                        { moveOnAfter(1.hours) { error("never runs") } }
                    ).forEach { block ->
                        Sentences.tellsTheNextStep(shouldThrow<IllegalStateException> { block() })
                    }
                }
            }
        }

        "TMO-19 the blocking form is refused in a coroutine" {
            inTask {
                shouldThrow<IllegalStateException> {
                    Aiko.withTimeout(1.hours.toJavaDuration()) { error("never runs") }
                }.let { Sentences.tellsTheNextStep(it) }
                Aiko.sleep(1.hours.toJavaDuration()).await()
            }
        }

        "TMO-20 the text tells the state, and the deadline of an active block" {
            inTask {
                lateinit var late: Timeout
                val ended = timeout(1.hours) { t ->
                    val before = t.toString()
                    before shouldContain "active"
                    t.reschedule(fromNow(2.hours))
                    t.toString() shouldContain "active"
                    t.toString() shouldNotBe before
                    t
                }
                ended.toString() shouldContain "finished"
                ended.toString() shouldNotContain "active"
                shouldThrow<TimeoutException> {
                    timeout(1.hours) { t ->
                        late = t
                        awaitCancellation()
                    }
                }
                late.toString() shouldContain "expired"
            }
        }
    })
