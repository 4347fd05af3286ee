package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.VirtualClock
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.timeout
import dev.aiko.scope.Timeout
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class NestedTimeoutTest :
    StringSpec({
        "TMO-11 the outer deadline goes through the inner block as a cancel" {
            inTask {
                lateinit var inner: Timeout
                lateinit var outer: Timeout
                val trail = Trail()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) { o ->
                            outer = o
                            try {
                                timeout(2.hours) { i ->
                                    inner = i
                                    awaitCancellation()
                                }
                            } catch (e: CancellationException) {
                                trail.add("cancelled")
                                throw e
                            }
                        }
                    }
                } shouldBe 1.hours
                outer.expired() shouldBe true
                inner.expired() shouldBe false
                trail.reads("cancelled")
            }
        }

        "TMO-11 the inner deadline is no business of the outer block" {
            inTask {
                elapsed {
                    timeout(2.hours) { outer ->
                        shouldThrow<TimeoutException> { timeout(1.hours) { awaitCancellation() } }
                        outer.expired() shouldBe false
                        delay(59.minutes)
                    }
                } shouldBe 1.hours + 59.minutes
            }
        }

        "TMO-11 both deadlines at the same moment: the time is over for the outer one" {
            inTask {
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) {
                            runCatching { timeout(1.hours) { awaitCancellation() } }
                            delay(2.hours)
                        }
                    }
                } shouldBe 1.hours
                elapsed { delay(1.hours) } shouldBe 1.hours
                Aiko.currentTask()!!.cancelling() shouldBe 0
            }
        }

        "TMO-12 when busy code lets both deadlines pass the outer one arrives at once" {
            val clock = VirtualClock()
            withLoop(clock) { loop ->
                loop.runTask {
                    lateinit var outer: Timeout
                    elapsed {
                        shouldThrow<TimeoutException> {
                            timeout(2.seconds) { o ->
                                outer = o
                                runCatching {
                                    timeout(1.seconds) {
                                        clock.advance(3.seconds.toJavaDuration())
                                        delay(1.hours)
                                    }
                                }
                                delay(10.hours)
                            }
                        }
                    } shouldBe 3.seconds
                    outer.expired() shouldBe true
                }
            }
        }

        "TMO-13 a cancel from outside leaves the block as a cancel, and nothing has expired" {
            inTask {
                lateinit var limit: Timeout
                val trail = Trail()
                val child = task {
                    try {
                        timeout(2.hours) { t ->
                            limit = t
                            awaitCancellation()
                        }
                    } catch (e: CancellationException) {
                        trail.add("cancelled: ${e.message}")
                        throw e
                    }
                }
                delay(1.hours)
                child.cancel("enough")
                child.end()
                child.state() shouldBe TaskState.CANCELLED
                limit.expired() shouldBe false
                trail.reads("cancelled: enough")
            }
        }

        "TMO-13 a deadline that passes while the block cleans up after a cancel changes nothing" {
            inTask {
                val child = task {
                    timeout(1.hours) { cleaningUpFor(2.hours) }
                }
                yield()
                child.cancel("enough")
                elapsed { child.end() } shouldBe 2.hours
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "TMO-13 a cancel from outside after the expiry wins, as the task is cancelled indeed" {
            inTask {
                val child = task {
                    timeout(1.hours) { cleaningUpFor(1.hours) }
                }
                delay(90.minutes)
                child.cancel("enough")
                elapsed { child.end() } shouldBe 30.minutes
                child.state() shouldBe TaskState.CANCELLED
                child.cancelling() shouldBe 1
            }
        }

        "TMO-14 in Kotlin a cancel from before stays counted over a timeout in the cleanup" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) {
                            shouldThrow<TimeoutException> {
                                timeout(1.hours) { awaitCancellation() }
                            }
                            trail.add("cancelling: ${Aiko.currentTask()!!.cancelling()}")
                        }
                    }
                }
                yield()
                child.cancel("enough")
                elapsed { child.end() } shouldBe 1.hours
                trail.reads("cancelling: 1")
                child.state() shouldBe TaskState.CANCELLED
            }
        }
    })
