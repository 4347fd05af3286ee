package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.coroutines.use
import dev.aiko.scope.AsyncCloseable
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import java.io.IOException
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/** Resources whose closing takes time. */
class UseTest :
    StringSpec({
        "the resource is closed at the end of the block, whose value comes out" {
            inTask {
                val trail = Trail()
                elapsed {
                    Door(trail).use { door ->
                        trail.add("through the ${door.name}")
                        "value"
                    } shouldBe "value"
                } shouldBe 1.minutes
                trail.reads("through the door", "door is closed")
            }
        }

        "it is closed after a failure, which comes out as it is" {
            inTask {
                val trail = Trail()
                val boom = IOException("boom")
                shouldThrow<IOException> {
                    Door(trail).use {
                        delay(1.hours)
                        throw boom
                    }
                } shouldBeSameInstanceAs boom
                trail.reads("door is closed")
            }
        }

        "it is closed after a cancel, and nothing interrupts the closing" {
            inTask {
                val trail = Trail()
                val child = task { Door(trail).use { trail.untilCancelled("block") } }
                delay(1.hours)
                child.cancel("enough")
                delay(30.seconds)
                child.cancel("now")
                elapsed { child.end() } shouldBe 30.seconds
                trail.reads("block is cancelled", "door is closed")
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "a cancel that comes during the closing waits for its end" {
            inTask {
                val trail = Trail()
                val child = task {
                    Door(trail).use { }
                    trail.add("after it")
                    delay(1.hours)
                }
                delay(30.seconds)
                child.cancel("enough")
                child.end()
                trail.reads("door is closed", "after it")
                child.state() shouldBe TaskState.CANCELLED
            }
        }

        "a failure of the closing alone is the failure of the whole" {
            inTask {
                val stuck = IllegalStateException("stuck")
                shouldThrow<IllegalStateException> {
                    Door(Trail(), stuck).use { "a value nobody gets" }
                } shouldBeSameInstanceAs stuck
            }
        }

        "a failure of the closing is suppressed by one of the block" {
            inTask {
                val boom = IllegalArgumentException("boom")
                val stuck = IllegalStateException("stuck")
                shouldThrow<IllegalArgumentException> {
                    Door(Trail(), stuck).use { throw boom }
                } shouldBeSameInstanceAs boom
                boom.suppressed.toList().shouldContainExactly(stuck)
            }
        }

        "a closing that cannot even begin is a failure of the closing" {
            inTask {
                val stuck = IllegalStateException("stuck")
                val boom = IllegalArgumentException("boom")
                shouldThrow<IllegalArgumentException> {
                    AsyncCloseable { throw stuck }.use { throw boom }
                }
                boom.suppressed.toList().shouldContainExactly(stuck)
            }
        }

        "a time limit inside closes the resource before the timeout comes out" {
            inTask {
                val trail = Trail()
                elapsed {
                    shouldThrow<TimeoutException> {
                        timeout(1.hours) { Door(trail).use { awaitCancellation() } }
                    }
                } shouldBe 1.hours + 1.minutes
                trail.reads("door is closed")
            }
        }

        "two resources are closed in reverse order" {
            inTask {
                val trail = Trail()
                Door(trail, name = "outer").use {
                    Door(trail, name = "inner").use { trail.add("block") }
                }
                trail.reads("block", "inner is closed", "outer is closed")
            }
        }

        "the children of a group around it end after it is closed" {
            inTask {
                val trail = Trail()
                taskGroup {
                    Door(trail).use {
                        task {
                            delay(1.hours)
                            trail.add("child")
                        }
                    }
                }
                trail.reads("door is closed", "child")
            }
        }

        "a resource is used in a future as well" {
            inTask {
                val trail = Trail()
                val used = Aiko.usingAsync(Door(trail)) { door ->
                    task {
                        delay(1.hours)
                        trail.add("through the ${door.name}")
                        "value"
                    }
                }
                elapsed { used.end() } shouldBe 1.hours + 1.minutes
                used.result() shouldBe "value"
                trail.reads("through the door", "door is closed")
            }
        }
    })

private class Door(
    private val trail: Trail,
    private val failure: RuntimeException? = null,
    val name: String = "door"
) : AsyncCloseable {
    override fun closeAsync(): CompletionStage<*> =
        Aiko.sleep(1.minutes.toJavaDuration()).thenRun {
            if (failure != null) throw failure
            trail.add("$name is closed")
        }
}
