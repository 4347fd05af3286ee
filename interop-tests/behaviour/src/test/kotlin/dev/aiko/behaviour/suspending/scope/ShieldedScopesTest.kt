package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.moveOnAfter
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours

/** Limits and groups inside a shield: it keeps out what comes from outside, and nothing else. */
class ShieldedScopesTest :
    StringSpec({
        "a time limit inside ends its block, and the shield goes on" {
            inTask {
                elapsed {
                    shielded {
                        shouldThrow<TimeoutException> { timeout(1.hours) { awaitCancellation() } }
                        moveOnAfter(1.hours) { awaitCancellation() } shouldBe null
                        delay(1.hours)
                    }
                } shouldBe 3.hours
            }
        }

        "a group inside stops its body and its children when one fails" {
            inTask {
                val trail = Trail()
                elapsed {
                    shielded {
                        failuresOf {
                            taskGroup {
                                task { trail.untilCancelled("child") }
                                task {
                                    delay(1.hours)
                                    error("boom")
                                }
                                trail.untilCancelled("body")
                            }
                        }.map { it.message } shouldBe listOf("boom")
                    }
                } shouldBe 1.hours
                trail.steps().sorted() shouldBe listOf("body is cancelled", "child is cancelled")
            }
        }

        "a limit inside expires also while a cancel from outside waits" {
            inTask {
                val trail = Trail()
                val child = task {
                    shielded {
                        shouldThrow<TimeoutException> { timeout(5.hours) { awaitCancellation() } }
                        trail.add("timed out")
                    }
                    delay(1.hours)
                    trail.add("never")
                }
                delay(1.hours)
                child.cancel("enough")
                elapsed { child.end() } shouldBe 4.hours
                trail.reads("timed out")
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "a shield in a limited block in a shield: the limit passes the outer one alone" {
            inTask {
                val trail = Trail()
                elapsed {
                    shielded {
                        shouldThrow<TimeoutException> {
                            timeout(2.hours) {
                                shielded { delay(4.hours) }
                                trail.add("inner shield ends")
                                delay(1.hours)
                                trail.add("never")
                            }
                        }
                        delay(1.hours)
                        trail.add("outer shield ends")
                    }
                } shouldBe 5.hours
                trail.reads("inner shield ends", "outer shield ends")
            }
        }
    })
