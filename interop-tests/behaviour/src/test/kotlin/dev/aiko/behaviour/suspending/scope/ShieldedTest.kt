package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** Code that is not to be interrupted. */
class ShieldedTest :
    StringSpec({
        "a cancel that comes meanwhile shows at the first wait after it" {
            inTask {
                val trail = Trail()
                val child = task {
                    val value = shielded {
                        delay(2.hours)
                        "value"
                    }
                    trail.add("after it: $value")
                    delay(1.hours)
                    trail.add("never")
                }
                delay(1.hours)
                child.cancel("enough")
                elapsed { child.end() } shouldBe 1.hours
                trail.reads("after it: value")
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "cleanup may wait in it, in the middle of a cancellation" {
            inTask {
                val trail = Trail()
                val child = task {
                    try {
                        awaitCancellation()
                    } finally {
                        shielded {
                            delay(1.minutes)
                            trail.add(task { "helped" }.await())
                        }
                    }
                }
                delay(1.hours)
                child.cancel("enough")
                elapsed { child.end() } shouldBe 1.minutes
                trail.reads("helped")
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "it gives the value and the failure of the code, as they are" {
            inTask {
                val boom = IllegalStateException("boom")
                shielded { "value" } shouldBe "value"
                shielded<String?> { null } shouldBe null
                shouldThrow<IllegalStateException> {
                    shielded {
                        delay(1.minutes)
                        throw boom
                    }
                } shouldBeSameInstanceAs boom
            }
        }

        "a time limit that is over meanwhile shows at the first wait after it" {
            inTask {
                val trail = Trail()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) {
                            shielded { delay(2.hours) }
                            trail.add("after it")
                            delay(1.hours)
                        }
                    }
                } shouldBe 2.hours
                trail.reads("after it")
            }
        }

        "a failing sibling does not interrupt it" {
            inTask {
                val trail = Trail()
                elapsed {
                    failuresOf {
                        taskGroup {
                            task {
                                delay(1.hours)
                                error("boom")
                            }
                            shielded { delay(2.hours) }
                            trail.add("after it")
                            delay(1.hours)
                        }
                    }.map { it.message } shouldBe listOf("boom")
                } shouldBe 2.hours
                trail.reads("after it")
            }
        }

        "a group inside it is not stopped from outside" {
            inTask {
                val trail = Trail()
                val parent = task {
                    shielded {
                        taskGroup {
                            task {
                                delay(2.hours)
                                trail.add("child")
                            }
                        }
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 1.hours
                trail.reads("child")
                parent.state() shouldBe TaskState.CANCELLED
            }
        }
    })
