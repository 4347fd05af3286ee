package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainInOrder
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield
import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.util.concurrent.CompletionStage
import kotlin.text.Charsets.UTF_8

class StackTest :
    StringSpec({
        "NAME-10 a suspended task shows where it is suspended, innermost frame first" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                val child = task { callsTheWaiter(gate) }
                child.stack() shouldBe emptyList()
                yield()
                child.stack().map { it.methodName } shouldContainInOrder
                    listOf("waitsAtTheGate", "callsTheWaiter")
                child.stack().first { it.methodName == "waitsAtTheGate" }.fileName shouldBe
                    "StackTest.kt"
                gate.complete(1)
                child.await() shouldBe 3
                child.stack() shouldBe emptyList()
            }
        }

        "NAME-10 a cancelled task has no stack" {
            inTask {
                val child = task { awaitCancellation() }
                yield()
                child.cancel(false)
                child.end()
                child.stack() shouldBe emptyList()
            }
        }

        "NAME-10 a failed task shows the frames of its failure" {
            inTask {
                val child = task { failsHere() }
                child.end()
                child.stack().first().methodName shouldBe "failsHere"
                child.stack() shouldBe child.exception()!!.stackTrace.toList()
            }
        }

        "NAME-11 printStack says in its first line what it shows" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                val waiting = task(name = "waiting") { callsTheWaiter(gate) }
                val failed = task(name = "failed") { failsHere() }
                val finished = task(name = "finished") { 1 }
                listOf(failed, finished).forEach { it.end() }

                val stack = printed(waiting)
                stack.first() shouldContain "waiting"
                stack.first().lowercase() shouldContain "stack"
                stack.first().lowercase() shouldNotContain "no stack"
                stack.drop(1).joinToString() shouldContain "waitsAtTheGate"

                val trace = printed(failed)
                trace.first() shouldContain "failed"
                trace.first().lowercase() shouldContain "trace"
                trace.drop(1).joinToString() shouldContain "failsHere"

                val nothing = printed(finished)
                nothing.first() shouldContain "finished"
                nothing.first().lowercase() shouldContain "no stack"
                nothing.size shouldBe 1

                gate.complete(1)
                waiting.await()
            }
        }
    })

private suspend fun callsTheWaiter(gate: CompletionStage<Int>): Int {
    val number = waitsAtTheGate(gate)
    return number + 1
}

private suspend fun waitsAtTheGate(gate: CompletionStage<Int>): Int {
    val number = gate.await()
    return number + 1
}

private suspend fun failsHere() {
    yield()
    error("boom")
}

private fun printed(task: Task<*>): List<String> {
    val bytes = ByteArrayOutputStream()
    PrintStream(bytes, true, UTF_8).use { task.printStack(it) }
    return bytes.toString(UTF_8).trimEnd().lines()
}
