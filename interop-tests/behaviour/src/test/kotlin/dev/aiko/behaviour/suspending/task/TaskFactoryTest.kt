package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.TaskFactory
import dev.aiko.task.Task
import dev.aiko.task.TaskOptions
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs

class TaskFactoryTest :
    StringSpec({
        "TASK-30 a task factory builds the tasks, and null brings the loop's own way back" {
            withLoop { loop ->
                val built = mutableListOf<Task<*>>()
                val factory = TaskFactory { asking, body, options ->
                    asking shouldBeSameInstanceAs loop
                    body.newTask(options).also { built += it }
                }
                loop.taskFactory() shouldBe null
                loop.setTaskFactory(factory)
                loop.taskFactory() shouldBeSameInstanceAs factory

                val first = loop.task { 1 }
                built shouldBe listOf(first)
                loop.runTask { first.await() } shouldBe 1
                built.size shouldBe 2

                loop.setTaskFactory(null)
                loop.taskFactory() shouldBe null
                loop.runTask { task { 2 }.await() } shouldBe 2
                built.size shouldBe 2
            }
        }

        "TASK-31 the factory gets the options, and leaves unset what nobody set" {
            inTask {
                val seen = mutableListOf<TaskOptions>()
                val loop = Aiko.runningLoop()
                loop.setTaskFactory { _, body, options ->
                    seen += options
                    body.newTask(options)
                }
                val context = Aiko.copyContext()
                val named = task("worker", context, eager = true) { Aiko.currentTask()!!.name() }
                named.isDone shouldBe true
                named.result() shouldBe "worker"
                named.context() shouldBeSameInstanceAs context
                task { 1 }.await() shouldBe 1

                seen.size shouldBe 2
                seen[0].name() shouldBe "worker"
                seen[0].context() shouldBeSameInstanceAs context
                seen[0].eager() shouldBe true
                seen[1] shouldBe TaskOptions.none()
            }
        }

        "TASK-31 the factory may change the options" {
            inTask {
                Aiko.runningLoop().setTaskFactory { _, body, options ->
                    body.newTask(options.withName("made by the factory"))
                }
                task("mine") { Aiko.currentTask()!!.name() }.await() shouldBe "made by the factory"
            }
        }
    })
