package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.TaskGroupException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContain
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldStartWith
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours

/** Names, contexts and options of children, and what a child is to everybody else. */
class GroupChildrenTest :
    StringSpec({
        "TG-25 the name applies to the child" {
            inTask {
                taskGroup {
                    val named = task(name = "named") { Aiko.currentTask()!!.name() }
                    named.name() shouldBe "named"
                    named.await() shouldBe "named"
                    group.task(name = "by the group") { }.name() shouldBe "by the group"
                    task { }.name() shouldNotBe "named"
                }
            }
        }

        "TG-25 the context applies to the child" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("creator")
                val context = Aiko.copyContext()
                variable.set("creator, later")
                taskGroup {
                    val child = task(context = context) {
                        variable.get().also { variable.set("child") }
                    }
                    child.await() shouldBe "creator"
                    child.context() shouldBeSameInstanceAs context
                    context.get(variable) shouldBe "child"
                    variable.get() shouldBe "creator, later"
                }
            }
        }

        "TG-25 without one a child runs in a copy of its creator's context" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                taskGroup {
                    variable.set("body")
                    val child = task { variable.get().also { variable.set("child") } }
                    child.await() shouldBe "body"
                    variable.get() shouldBe "body"
                }
                variable.get() shouldBe "body"
            }
        }

        "an eager child takes its first step at once" {
            inTask {
                val trail = Trail()
                taskGroup {
                    task(eager = true) {
                        trail.add("first step")
                        yield()
                        trail.add("second step")
                    }
                    trail.add("body")
                }
                trail.reads("first step", "body", "second step")
            }
        }

        "an eager child that fails in its first step fails the group" {
            inTask {
                val boom = IllegalStateException("boom")
                failuresOf {
                    taskGroup {
                        task(eager = true) { throw boom }
                        yield()
                        awaitCancellation()
                    }
                }.single() shouldBeSameInstanceAs boom
            }
        }

        "a child is a task like any other" {
            inTask {
                val main = Aiko.currentTask()
                taskGroup {
                    Aiko.currentTask() shouldBeSameInstanceAs main
                    val child = task {
                        val me = Aiko.currentTask()
                        yield()
                        Aiko.currentTask() shouldBeSameInstanceAs me
                        me
                    }
                    Aiko.allTasks() shouldContain child
                    child.await() shouldBeSameInstanceAs child
                }
            }
        }

        "a group has a name, and its failure tells it" {
            inTask {
                taskGroup(GroupOptions.failFast().withName("crew")) {
                    group.name() shouldBe "crew"
                    group.toString() shouldContain "crew"
                }
                taskGroup { group.name() shouldStartWith "Group-" }
                val failure = shouldThrow<TaskGroupException> {
                    taskGroup(GroupOptions.failFast().withName("crew")) { task { error("boom") } }
                }
                failure.message!! shouldContain "crew"
            }
        }

        "the failure of a child is not reported to the exception handler as well" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.task {
                    failuresOf { taskGroup { repeat(3) { task { error("boom") } } } }
                }.let { loop.runUntilComplete(it) }
            }
            reports.all.size shouldBe 0
        }

        "the handle of a group may travel, children made elsewhere belong to it" {
            inTask {
                val trail = Trail()
                val gate = Aiko.runningLoop().createFuture<TaskGroup>()
                val stranger = task {
                    gate.await().task {
                        delay(1.hours)
                        trail.add("child")
                    }
                }
                taskGroup {
                    gate.complete(group)
                    stranger.end()
                    group.tasks().size shouldBe 1
                    trail.reads()
                }
                trail.reads("child")
            }
        }
    })
