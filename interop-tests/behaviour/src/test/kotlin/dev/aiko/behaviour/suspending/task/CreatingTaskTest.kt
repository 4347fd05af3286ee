package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.yield

class CreatingTaskTest :
    StringSpec({
        "TASK-01 creating a task runs nothing of its body" {
            inTask {
                val trail = Trail()
                val child = task { trail.add("body") }
                trail.add("created")
                child.await()
                trail.steps() shouldBe listOf("created", "body")
            }
        }

        "TASK-01 tasks take their first step in a later turn, in the order of creation" {
            inTask {
                val trail = Trail()
                repeat(5) { number -> task { trail.add("$number") } }
                trail.steps() shouldBe emptyList()
                yield()
                trail.steps() shouldBe listOf("0", "1", "2", "3", "4")
            }
        }

        "TASK-01 a task keeps its place among callbacks" {
            inTask {
                val trail = Trail()
                val loop = Aiko.runningLoop()
                loop.callSoon { trail.add("callback before") }
                task { trail.add("task") }
                loop.callSoon { trail.add("callback after") }
                yield()
                trail.steps() shouldBe listOf("callback before", "task", "callback after")
            }
        }

        "TASK-01 a task made on an idle loop waits for its next run" {
            withLoop { loop ->
                val trail = Trail()
                val early = loop.task {
                    trail.add("early")
                    1
                }
                trail.steps() shouldBe emptyList()
                loop.runTask { trail.add("main") }
                trail.steps() shouldBe listOf("early", "main")
                early.result() shouldBe 1
            }
        }

        "TASK-02 nobody completes a task from outside, and it ends with its own outcome" {
            inTask {
                val child = task {
                    yield()
                    1
                }
                val refusal = shouldThrow<UnsupportedOperationException> { child.complete(2) }
                Sentences.tellsTheNextStep(refusal, child.name())
                shouldThrow<UnsupportedOperationException> {
                    child.completeExceptionally(IllegalStateException())
                }
                shouldThrow<UnsupportedOperationException> { child.completeAsync { 2 } }
                shouldThrow<UnsupportedOperationException> { child.obtrudeValue(2) }
                shouldThrow<UnsupportedOperationException> {
                    child.obtrudeException(IllegalStateException())
                }
                child.isDone shouldBe false
                child.await() shouldBe 1
            }
        }

        "TASK-05 a closed loop makes no task and runs nothing of its body" {
            val trail = Trail()
            val loop = virtualLoop()
            loop.close()
            val refusal = shouldThrow<IllegalStateException> { loop.task { trail.add("ran") } }
            Sentences.tellsTheNextStep(refusal, loop.name())
            shouldThrow<IllegalStateException> {
                loop.task(eager = true) { trail.add("ran") }
            }
            trail.steps() shouldBe emptyList()
        }

        "TASK-09 a task whose body returns a future ends with that future, and does not wait" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Int>()
                val child = task { future }
                child.await() shouldBeSameInstanceAs future
                future.isDone shouldBe false
            }
        }

        "a task without a running loop is refused" {
            val refusal = shouldThrow<IllegalStateException> { task { 1 } }
            Sentences.tellsTheNextStep(refusal, "loop")
        }
    })
