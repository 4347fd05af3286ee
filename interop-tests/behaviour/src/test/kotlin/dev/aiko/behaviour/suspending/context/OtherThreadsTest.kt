package dev.aiko.behaviour.suspending.context

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.shouldNotBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS

/** A body that leaves its loop for another thread, and comes back. */
class OtherThreadsTest :
    StringSpec({
        "withContext and back: the task, the loop and the values are as they were" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val main = Aiko.currentTask()
                val loop = Aiko.runningLoop()
                variable.set("task")
                repeat(3) {
                    withContext(Dispatchers.IO) { variable.get() } shouldBe "task"
                    Aiko.currentTask() shouldBeSameInstanceAs main
                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                    variable.get() shouldBe "task"
                }
            }
        }

        "what a body sets on the other thread it still sees when it is back" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                withContext(Dispatchers.IO) {
                    variable.set("set on another thread")
                    yield()
                    variable.get() shouldBe "set on another thread"
                }
                variable.get() shouldBe "set on another thread"
            }
        }

        "the other thread keeps nothing of the task" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("task")
                lateinit var worker: Thread
                withContext(Dispatchers.IO) {
                    worker = Thread.currentThread()
                    variable.get() shouldBe "task"
                }
                worker shouldNotBe Thread.currentThread()
                // A task with an empty context may meet the same thread again.
                val other =
                    task(context = Aiko.copyContext().also { it.run { variable.set("b") } }) {
                        withContext(Dispatchers.IO) { variable.get() }
                    }
                other.await() shouldBe "b"
                withContext(Dispatchers.IO) { variable.get() } shouldBe "task"
            }
        }

        "the loop goes on while the body is away, and everyone keeps his own values" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val trail = Trail()
                val back = CountDownLatch(1)
                val away = task {
                    variable.set("traveller")
                    withContext(Dispatchers.IO) {
                        back.await(LONG, SECONDS)
                        trail.add("away: ${variable.get()}")
                    }
                    trail.add("back: ${variable.get()}")
                }
                val home = task {
                    variable.set("at home")
                    yield()
                    trail.add("home: ${variable.get()}")
                    back.countDown()
                }
                home.await()
                away.await()
                trail.steps() shouldBe
                    listOf("home: at home", "away: traveller", "back: traveller")
            }
        }

        "a child launched on another dispatcher sees the values, and fails like any child" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val boom = IllegalStateException("boom")
                val child = task {
                    variable.set("task")
                    launch(Dispatchers.Default) {
                        variable.get() shouldBe "task"
                        throw boom
                    }
                }
                shouldThrow<IllegalStateException> { child.await() } shouldBeSameInstanceAs boom
            }
        }

        "a cancelled body comes back to its loop for the cleanup" {
            inTask {
                val here = CountDownLatch(1)
                val go = CountDownLatch(1)
                val loop = Aiko.runningLoop()
                val trail = Trail()
                val child = task {
                    val me = Aiko.currentTask()
                    try {
                        withContext(Dispatchers.IO) {
                            here.countDown()
                            go.await(LONG, SECONDS)
                        }
                    } finally {
                        withContext(NonCancellable) { yield() }
                        trail.add("home: ${Aiko.runningLoop() === loop}")
                        trail.add("me: ${Aiko.currentTask() === me}")
                    }
                }
                withContext(Dispatchers.IO) { here.await(LONG, SECONDS) }
                child.cancel(false)
                go.countDown()
                runCatching { child.await() }
                child.isCancelled shouldBe true
                trail.steps() shouldBe listOf("home: true", "me: true")
            }
        }

        "blocking code runs elsewhere, in the same context, and the loop goes on" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("task")
                val trail = Trail()
                val go = CountDownLatch(1)
                task {
                    trail.add("the loop goes on")
                    go.countDown()
                }
                blocking {
                    go.await(LONG, SECONDS)
                    trail.add("blocking code ends")
                    variable.get()
                } shouldBe "task"
                trail.steps() shouldBe listOf("the loop goes on", "blocking code ends")
            }
        }

        "the failure of blocking code comes as it is" {
            inTask {
                val boom = IllegalStateException("boom")
                val go = CountDownLatch(1)
                // Counted down in a later turn, so that the body has surely suspended by then.
                task { go.countDown() }
                shouldThrow<IllegalStateException> {
                    blocking {
                        go.await(LONG, SECONDS)
                        throw boom
                    }
                } shouldBeSameInstanceAs boom
            }
        }
    })
