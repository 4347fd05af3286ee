package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeInstanceOf
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield

/** A stack overflow is an ordinary failure of the code that recurses: the loop goes on. */
class StackOverflowTest :
    StringSpec({
        "of a body, before and after a suspension: it is the outcome" {
            inTask {
                val atOnce = task { recurse(0) }
                val later = task {
                    yield()
                    recurse(0)
                }
                atOnce.end()
                later.end()
                atOnce.exception().shouldBeInstanceOf<StackOverflowError>()
                later.exception().shouldBeInstanceOf<StackOverflowError>()
                task { "goes on" }.await() shouldBe "goes on"
            }
        }

        "of a suspend function that recurses without suspending" {
            inTask {
                val child = task { recurseSuspending(0) }
                child.end()
                child.exception().shouldBeInstanceOf<StackOverflowError>()
                task { "goes on" }.await() shouldBe "goes on"
            }
        }

        "of a child of the body: it fails the task" {
            inTask {
                val child = task { launch { recurse(0) } }
                child.end()
                child.state() shouldBe TaskState.FAILED
                child.exception().shouldBeInstanceOf<StackOverflowError>()
            }
        }

        "of the main task: it reaches the caller, and the loop can be run again" {
            withLoop { loop ->
                shouldThrow<StackOverflowError> { loop.runTask { recurse(0) } }
                loop.runTask { "again" } shouldBe "again"
            }
        }

        "of a callback in between: it is reported, and the body goes on" {
            withLoop { loop ->
                val reports = Reports()
                val trail = Trail()
                loop.setExceptionHandler(reports)
                loop.runTask {
                    Aiko.runningLoop().callSoon { recurse(0) }
                    yield()
                    yield()
                    trail.add("goes on")
                }
                trail.steps() shouldBe listOf("goes on")
                reports.all.single().exception().shouldBeInstanceOf<StackOverflowError>()
            }
        }
    })

private fun recurse(depth: Int): Int = recurse(depth + 1) + 1

private suspend fun recurseSuspending(depth: Int): Int {
    if (depth < 0) yield()
    return recurseSuspending(depth + 1) + 1
}
