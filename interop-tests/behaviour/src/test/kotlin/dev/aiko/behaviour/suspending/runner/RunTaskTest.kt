package dev.aiko.behaviour.suspending.runner

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
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

class RunTaskTest :
    StringSpec({
        "LOOP-01 runTask makes a task of the body, drives the loop and gives the value" {
            withLoop { loop ->
                loop.runTask {
                    Aiko.currentTask() shouldNotBe null
                    delay(1.seconds)
                    "value"
                } shouldBe "value"
                loop.runTask<String?> { null } shouldBe null
                loop.isClosed shouldBe false
            }
        }

        "LOOP-01 runTask waits for the children of the body" {
            withLoop { loop ->
                val trail = Trail()
                loop.runTask {
                    launch {
                        delay(1.hours)
                        trail.add("child")
                    }
                    trail.add("body")
                }
                trail.steps() shouldBe listOf("body", "child")
            }
        }

        "LOOP-02 runTask throws the very failure of the body" {
            withLoop { loop ->
                val boom = IllegalStateException("boom")
                shouldThrow<IllegalStateException> {
                    loop.runTask {
                        delay(1.seconds)
                        throw boom
                    }
                } shouldBeSameInstanceAs boom
            }
        }

        "LOOP-02 in Kotlin a checked failure is no other than the rest" {
            withLoop { loop ->
                val gone = IOException("gone")
                shouldThrow<IOException> { loop.runTask { throw gone } } shouldBeSameInstanceAs gone
            }
        }

        "LOOP-04 stop ends the run, the task stays pending, and a later run finishes it" {
            withLoop { loop ->
                val child = loop.task {
                    yield()
                    loop.stop()
                    delay(1.hours)
                    "finished"
                }
                val stopped = shouldThrow<IllegalStateException> { loop.runUntilComplete(child) }
                Sentences.tellsTheNextStep(stopped, "stop")
                child.isDone shouldBe false
                child.isCancelled shouldBe false
                loop.runUntilComplete(child) shouldBe "finished"
            }
        }

        "LOOP-04 stop ends runTask, and its body can be finished later" {
            withLoop { loop ->
                val trail = Trail()
                shouldThrow<IllegalStateException> {
                    loop.runTask {
                        loop.stop()
                        delay(1.seconds)
                        trail.add("finished later")
                    }
                }
                trail.steps() shouldBe emptyList()
                loop.allTasks().size shouldBe 1
                loop.runUntilComplete(loop.allTasks().single())
                trail.steps() shouldBe listOf("finished later")
            }
        }

        "LOOP-06 a run inside a task of the same loop is refused, and nothing of it runs" {
            inTask {
                val trail = Trail()
                val loop = Aiko.runningLoop()
                shouldThrow<IllegalStateException> { loop.runTask { trail.add("ran") } }
                val other = task { 1 }
                val refusal = shouldThrow<IllegalStateException> { loop.runUntilComplete(other) }
                Sentences.tellsTheNextStep(refusal, loop.name())
                shouldThrow<IllegalStateException> { loop.runForever() }
                yield()
                trail.steps() shouldBe emptyList()
                other.await() shouldBe 1
            }
        }

        "LOOP-06 a run of another loop inside a task is refused as well" {
            inTask {
                virtualLoop().use { other ->
                    val trail = Trail()
                    shouldThrow<IllegalStateException> { other.runTask { trail.add("ran") } }
                    trail.steps() shouldBe emptyList()
                }
            }
        }

        "LOOP-10 isRunning is true inside a body, and false before and after the run" {
            withLoop { loop ->
                loop.isRunning shouldBe false
                loop.runTask {
                    loop.isRunning shouldBe true
                    delay(1.seconds)
                    loop.isRunning shouldBe true
                }
                loop.isRunning shouldBe false
            }
        }

        "LOOP-17 the running loop is known in a body, also after waits and other threads" {
            withLoop { loop ->
                loop.runTask {
                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                    delay(1.seconds)
                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                    launch { Aiko.runningLoop() shouldBeSameInstanceAs loop }
                    withContext(Dispatchers.IO) { }
                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                }
                shouldThrow<IllegalStateException> { Aiko.runningLoop() }
            }
        }

        "LOOP-17 a thread that a body has switched to runs no loop" {
            inTask {
                withContext(Dispatchers.IO) {
                    val refusal = shouldThrow<IllegalStateException> { Aiko.runningLoop() }
                    Sentences.tellsTheNextStep(refusal, Thread.currentThread().name)
                }
            }
        }
    })
