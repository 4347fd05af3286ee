package dev.aiko.behaviour.suspending.guide

import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.TaskGroupException
import dev.aiko.scope.Timeout
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import java.util.concurrent.TimeoutException
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** What the first reader of the guide tried, and did not get. */
class FirstReaderTest :
    StringSpec({
        "who moves on gets null" {
            inTask { elapsed { teaOrMoveOn() shouldBe "water" } shouldBe 3.seconds }
        }

        "a limit that has expired says so" {
            inTask {
                var kept: Timeout? = null
                shouldThrow<TimeoutException> {
                    timeout(3.seconds) {
                        kept = it
                        brew("tea", 5)
                    }
                }
                kept!!.expired() shouldBe true
            }
        }

        "a launched coroutine fails the group with its own failure" {
            inTask {
                val failed = shouldThrow<TaskGroupException> {
                    taskGroup {
                        launch { spill("milk", 1) }
                        brew("tea", 60)
                    }
                }
                failed.failures().single().shouldBeInstanceOf<SpilledException>()
            }
        }

        "a launched coroutine fails a limited block with its own failure" {
            inTask {
                shouldThrow<SpilledException> {
                    timeout(30.seconds) {
                        launch { spill("milk", 1) }
                        brew("tea", 60)
                    }
                }
            }
        }

        "a child's failure is told once in a supervising group" {
            inTask {
                val failed = shouldThrow<TaskGroupException> {
                    taskGroup(GroupOptions.supervise()) { task { spill("milk", 1) }.await() }
                }
                failed.failures().size shouldBe 1
            }
        }

        "no time at all is over at the first wait" {
            inTask { shouldThrow<TimeoutException> { timeout(Duration.ZERO) { yield() } } }
        }
    })
