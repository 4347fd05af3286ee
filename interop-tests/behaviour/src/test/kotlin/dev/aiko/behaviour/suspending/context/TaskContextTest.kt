package dev.aiko.behaviour.suspending.context

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.yield
import java.math.BigDecimal
import java.math.MathContext
import java.util.concurrent.Callable
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.seconds

class TaskContextTest :
    StringSpec({
        "CTX-01 a task runs in a copy of the context it was created in" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("creator")
                val child = task {
                    val seen = mutableListOf(variable.get())
                    variable.set("child")
                    yield()
                    seen += variable.get()
                    seen
                }
                variable.set("creator, later")
                child.await() shouldBe listOf("creator", "child")
                variable.get() shouldBe "creator, later"
            }
        }

        "CTX-02 a task with a context of its own runs in that very context" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("creator")
                val context = Aiko.copyContext()
                variable.set("creator, later")
                val seen = task(context = context) {
                    variable.get().also {
                        yield()
                        variable.set("child")
                    }
                }.await()
                seen shouldBe "creator"
                context.get(variable) shouldBe "child"
                variable.get() shouldBe "creator, later"
                task(context = context) { variable.get() }.await() shouldBe "child"
            }
        }

        "CTX-03 a task sees its own values after every wait, whoever ended it" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("main")
                val loop = Aiko.runningLoop()
                val byCallback = loop.createFuture<Unit>()
                val byTask = loop.createFuture<Unit>()
                val byThread = loop.createFuture<Unit>()
                val child = task {
                    variable.set("child")
                    for (future in listOf(byCallback, byTask, byThread)) {
                        future.await()
                        variable.get() shouldBe "child"
                    }
                    delay(1.seconds)
                    variable.get() shouldBe "child"
                    yield()
                    variable.get()
                }
                yield()
                loop.callSoon {
                    variable.set("callback")
                    byCallback.complete(Unit)
                }
                task {
                    variable.set("task")
                    byTask.complete(Unit)
                }
                thread {
                    variable.set("thread")
                    byThread.complete(Unit)
                }
                child.await() shouldBe "child"
                variable.get() shouldBe "main"
            }
        }

        "CTX-04 a hundred tasks read back what each of them has set" {
            inTask {
                val variable = Aiko.contextVar("variable", -1)
                val tasks = List(100) { number ->
                    task {
                        variable.set(number)
                        delay((number % 7).seconds)
                        yield()
                        variable.get()
                    }
                }
                tasks.map { it.await() } shouldBe List(100) { it }
                variable.get() shouldBe -1
            }
        }

        "CTX-06 a task tells its context" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val context = Aiko.copyContext()
                task(context = context) { }.context() shouldBeSameInstanceAs context
                val child = task {
                    variable.set("child")
                    Aiko.currentTask()!!.context().get(variable) shouldBe "child"
                }
                child.await()
                child.context().get(variable) shouldBe "child"
                Aiko.currentTask()!!.context().contains(variable) shouldBe false
            }
        }

        "CTX-07 a setting of one task stays in force over its waits, and is not seen by another" {
            inTask {
                val precision = Aiko.contextVar("precision", MathContext(3))
                suspend fun oneThird() = run {
                    yield()
                    BigDecimal.ONE.divide(BigDecimal(3), precision.get()).toPlainString()
                }
                val fine = task {
                    precision.set(MathContext(6))
                    oneThird()
                }
                val coarse = task { oneThird() }
                fine.await() shouldBe "0.333333"
                coarse.await() shouldBe "0.333"
            }
        }

        "the coroutines a body launches see the values of its task" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("task")
                launch {
                    variable.get() shouldBe "task"
                    delay(1.seconds)
                    variable.get() shouldBe "task"
                }.join()
                async { variable.get() }.await() shouldBe "task"
            }
        }

        "CTX-01 a task in the other language starts from a copy as well" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val loop = Aiko.runningLoop()
                variable.set("Kotlin")
                val java = loop.createTask(
                    Callable {
                        val seen = variable.get()
                        variable.set("Java")
                        val inner = loop.task {
                            variable.get().also { variable.set("Kotlin in Java") }
                        }
                        listOf(seen, Aiko.await(inner), variable.get())
                    }
                )
                java.await() shouldBe listOf("Kotlin", "Java", "Java")
                variable.get() shouldBe "Kotlin"
            }
        }
    })
