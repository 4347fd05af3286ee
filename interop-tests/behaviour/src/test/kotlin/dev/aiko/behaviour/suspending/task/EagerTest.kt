package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.TaskFactory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.yield

class EagerTest :
    StringSpec({
        "EAGER-01 an eager task runs to its first suspension before it is returned" {
            inTask {
                val trail = Trail()
                Aiko.runningLoop().setTaskFactory(TaskFactory.eager())
                val child = task {
                    trail.add("first step")
                    yield()
                    trail.add("second step")
                }
                trail.add("created")
                child.isDone shouldBe false
                child.await()
                trail.steps() shouldBe listOf("first step", "created", "second step")
            }
        }

        "EAGER-02 an eager task that never suspends is done when it is returned" {
            inTask {
                val trail = Trail()
                Aiko.runningLoop().callSoon { trail.add("next turn") }
                val child = task(eager = true) { 1 }
                child.isDone shouldBe true
                child.result() shouldBe 1
                child.await() shouldBe 1
                trail.steps() shouldBe emptyList()
            }
        }

        "EAGER-02 an eager task that fails at once does not fail its creator" {
            inTask {
                val boom = IllegalStateException("boom")
                val child = task<Unit>(eager = true) { throw boom }
                child.isDone shouldBe true
                child.exception() shouldBeSameInstanceAs boom
                shouldThrow<IllegalStateException> { child.await() } shouldBeSameInstanceAs boom
            }
        }

        "EAGER-02 awaiting something done does not end the eager step" {
            inTask {
                val done = Aiko.runningLoop().createFuture<Int>()
                done.complete(1)
                task(eager = true) { done.await() + 1 }.isDone shouldBe true
            }
        }

        "EAGER-03 on an idle loop an eager task waits like any other" {
            withLoop { loop ->
                val trail = Trail()
                loop.task { trail.add("lazy") }
                val child = loop.task(eager = true) { trail.add("eager") }
                child.isDone shouldBe false
                trail.steps() shouldBe emptyList()
                loop.runTask { child.await() }
                trail.steps() shouldBe listOf("lazy", "eager")
            }
        }

        "EAGER-07 one task may be eager on a lazy loop" {
            inTask {
                task(eager = true) { 1 }.isDone shouldBe true
                task(eager = false) { 1 }.isDone shouldBe false
                task { 1 }.isDone shouldBe false
            }
        }

        "EAGER-07 one task may be lazy on an eager loop" {
            inTask {
                Aiko.runningLoop().setTaskFactory(TaskFactory.eager())
                task { 1 }.isDone shouldBe true
                val child = task(eager = false) { 1 }
                child.isDone shouldBe false
                child.await() shouldBe 1
            }
        }

        "EAGER-08 an eager factory builds with the constructor it is given" {
            inTask {
                val trail = Trail()
                val factory = TaskFactory.eager { _, body, options ->
                    trail.add("eager: ${options.eager()}")
                    body.newTask(options.withName("constructed"))
                }
                Aiko.runningLoop().setTaskFactory(factory)
                val child = task { Aiko.currentTask()!!.name() }
                child.isDone shouldBe true
                child.result() shouldBe "constructed"
                trail.steps() shouldBe listOf("eager: true")
            }
        }

        "eager tasks may start eager tasks" {
            inTask {
                val trail = Trail()
                task(eager = true) {
                    trail.add("outer in")
                    task(eager = true) {
                        trail.add("inner in")
                        yield()
                        trail.add("inner out")
                    }
                    trail.add("outer out")
                }
                trail.add("creator")
                yield()
                trail.steps() shouldBe
                    listOf("outer in", "inner in", "outer out", "creator", "inner out")
            }
        }
    })
