package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.scope.TaskGroupException
import dev.aiko.scope.Timeout
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** What a block makes of the cancellation that its deadline brings. */
class TimeoutAnswerTest :
    StringSpec({
        "TMO-07, TMO-08 a failure in answer to the deadline leaves the block, with the timeout" {
            inTask {
                for (boom in listOf(IllegalStateException("boom"), IOException("boom"))) {
                    lateinit var limit: Timeout
                    shouldThrow<Exception> {
                        timeout(1.hours) { t ->
                            limit = t
                            try {
                                awaitCancellation()
                            } catch (_: CancellationException) {
                                throw boom
                            }
                        }
                    } shouldBeSameInstanceAs boom
                    limit.expired() shouldBe true
                    val late = boom.suppressed.single()
                    late.shouldBeInstanceOf<TimeoutException>()
                    late.cause.shouldBeInstanceOf<CancellationException>()
                }
            }
        }

        "TMO-07 so does the failure of the cleanup after a wait of its own" {
            inTask {
                val boom = IllegalStateException("boom")
                elapsed {
                    shouldThrow<IllegalStateException> {
                        timeout(1.hours) { cleaningUpFor(1.minutes) { throw boom } }
                    } shouldBeSameInstanceAs boom
                } shouldBe 1.hours + 1.minutes
                boom.suppressed.single().shouldBeInstanceOf<TimeoutException>()
            }
        }

        "TMO-09 in Kotlin a block that swallows its expiry is late all the same" {
            inTask {
                lateinit var limit: Timeout
                shouldThrow<TimeoutException> {
                    timeout(1.hours) { t ->
                        limit = t
                        try {
                            awaitCancellation()
                        } catch (_: CancellationException) {
                            "a value nobody gets"
                        }
                    }
                }
                limit.expired() shouldBe true
                elapsed { delay(1.seconds) } shouldBe 1.seconds
            }
        }

        "TMO-21 the failures of a group around which the time is over come with the timeout" {
            inTask {
                val ofChild = IllegalStateException("of the child")
                val ofOther = IllegalStateException("of the other child")
                val failure = shouldThrow<TaskGroupException> {
                    timeout(1.hours) {
                        taskGroup {
                            task { cleaningUpFor(1.seconds) { throw ofChild } }
                            task { cleaningUpFor(2.seconds) { throw ofOther } }
                            awaitCancellation()
                        }
                    }
                }
                failure.failures().shouldContainExactly(ofChild, ofOther)
                failure.suppressed.filterIsInstance<TimeoutException>().size shouldBe 1
                for (one in listOf(ofChild, ofOther)) {
                    val late = one.suppressed.single()
                    late.shouldBeInstanceOf<TimeoutException>()
                    late.cause.shouldBeInstanceOf<CancellationException>()
                }
            }
        }

        "TMO-21 a group whose children clean up without a failure is just late" {
            inTask {
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) {
                            taskGroup { task { cleaningUpFor(1.minutes) } }
                        }
                    }
                } shouldBe 1.hours + 1.minutes
            }
        }

        "TMO-21 a child that runs out of time fails its group, which holds a TimeoutException" {
            inTask {
                failuresOf {
                    taskGroup {
                        task { timeout(1.hours) { awaitCancellation() } }
                        awaitCancellation()
                    }
                }.single().shouldBeInstanceOf<TimeoutException>()
                yield()
            }
        }
    })
