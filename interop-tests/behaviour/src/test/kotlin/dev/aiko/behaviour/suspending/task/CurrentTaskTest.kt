package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.seconds

class CurrentTaskTest :
    StringSpec({
        "NAME-05 the current task is right after every wait of interleaving tasks" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Unit>()
                val tasks = mutableListOf<Task<*>>()
                repeat(3) { number ->
                    tasks += task {
                        val check = { Aiko.currentTask() shouldBeSameInstanceAs tasks[number] }
                        check()
                        yield()
                        check()
                        delay((3 - number).seconds)
                        check()
                        gate.await()
                        check()
                        task { yield() }.await()
                        check()
                    }
                }
                val main = Aiko.currentTask()
                delay(10.seconds)
                Aiko.currentTask() shouldBeSameInstanceAs main
                gate.complete(Unit)
                tasks.forEach { it.await() }
                Aiko.currentTask() shouldBeSameInstanceAs main
            }
        }

        "NAME-05 children of the body belong to its task" {
            inTask {
                val main = Aiko.currentTask()
                coroutineScope {
                    launch {
                        Aiko.currentTask() shouldBeSameInstanceAs main
                        delay(1.seconds)
                        Aiko.currentTask() shouldBeSameInstanceAs main
                    }
                    val other = task { yield() }
                    async { other.await().also { Aiko.currentTask() shouldBe main } }.await()
                }
                Aiko.currentTask() shouldBeSameInstanceAs main
            }
        }

        "NAME-06 a plain callback has no current task" {
            inTask {
                val seen = Aiko.runningLoop().createFuture<Task<*>?>()
                Aiko.runningLoop().callSoon { seen.complete(Aiko.currentTask()) }
                seen.await() shouldBe null
            }
        }

        "NAME-06 without a running loop the question is refused" {
            val refusal = shouldThrow<IllegalStateException> { Aiko.currentTask() }
            refusal.message shouldContain "loop"
        }

        "NAME-07 a loop that runs no task has no current task" {
            inTask {
                virtualLoop().use { other ->
                    other.currentTask() shouldBe null
                    other.task { }
                    other.currentTask() shouldBe null
                }
                Aiko.runningLoop().currentTask() shouldBeSameInstanceAs Aiko.currentTask()
            }
        }
    })
