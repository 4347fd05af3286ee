package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.collections.shouldNotContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield

class EagerStepTest :
    StringSpec({
        "EAGER-04 in its eager step the new task is the current one, under its name" {
            inTask {
                val main = Aiko.currentTask()
                var inside: Task<*>? = null
                var name: String? = null
                val child = task(name = "eager one", eager = true) {
                    inside = Aiko.currentTask()
                    name = inside?.name()
                    yield()
                    Aiko.currentTask() shouldBe inside
                }
                inside shouldBeSameInstanceAs child
                name shouldBe "eager one"
                Aiko.currentTask() shouldBeSameInstanceAs main
                child.await()
                Aiko.currentTask() shouldBeSameInstanceAs main
            }
        }

        "EAGER-04 the creator is current again after a failing eager step" {
            inTask {
                val main = Aiko.currentTask()
                task<Unit>(eager = true) { error("boom") }.end()
                Aiko.currentTask() shouldBeSameInstanceAs main
            }
        }

        "EAGER-05 allTasks has the task in its eager step, and later if it is suspended" {
            inTask {
                var listed = false
                val short = task(eager = true) {
                    listed = Aiko.currentTask() in Aiko.allTasks()
                }
                listed shouldBe true
                Aiko.allTasks() shouldNotContain short

                val waiting = task(eager = true) { awaitCancellation() }
                Aiko.allTasks() shouldContain waiting
                waiting.cancel(false)
                waiting.end()
                Aiko.allTasks() shouldNotContain waiting
            }
        }

        "EAGER-06 a task done in its eager step cannot be cancelled" {
            inTask {
                val child = task(eager = true) { 1 }
                child.cancel("late") shouldBe false
                child.cancelling() shouldBe 0
                child.await() shouldBe 1
            }
        }

        "EAGER-06 a task suspended in its eager step is cancelled as usual" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Unit>()
                val child = task(eager = true) { gate.await() }
                child.cancel("enough") shouldBe true
                gate.isCancelled shouldBe true
                child.end()
                child.isCancelled shouldBe true
                shouldThrow<CancellationException> { child.result() }.message shouldBe "enough"
            }
        }

        "TASK-19 EAGER-06 a task that cancels itself in its eager step ends cancelled" {
            inTask {
                val child = task(eager = true) {
                    Aiko.currentTask()!!.cancel("myself")
                    1
                }
                child.end()
                child.isCancelled shouldBe true
            }
        }

        "EAGER-04 an eager step keeps its context to itself" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("creator")
                val child = task(eager = true) {
                    val inherited = variable.get()
                    variable.set("child")
                    yield()
                    "$inherited, then ${variable.get()}"
                }
                variable.get() shouldBe "creator"
                child.await() shouldBe "creator, then child"
                variable.get() shouldBe "creator"
            }
        }
    })
