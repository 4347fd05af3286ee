package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldMatch
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

class NameTest :
    StringSpec({
        "NAME-01 tasks without a name are Task-N, in the order of creation" {
            inTask {
                val names = List(3) { task { } }.map { it.name() }
                names.forEach { it shouldMatch Regex("Task-[0-9]+") }
                val numbers = names.map { it.removePrefix("Task-").toLong() }
                numbers shouldBe numbers.sorted().distinct()
            }
        }

        "NAME-02 a name given at creation or later is kept" {
            inTask {
                val child = task(name = "first") { Aiko.currentTask()!!.name() }
                child.name() shouldBe "first"
                child.rename("second")
                child.name() shouldBe "second"
                child.await() shouldBe "second"
                child.rename("third")
                child.name() shouldBe "third"
            }
        }

        "NAME-03 a waiting task shows its state, its name and what it waits for" {
            inTask {
                val inner = task(name = "inner") { awaitCancellation() }
                val outer = task(name = "outer") { inner.await() }
                outer.toString() shouldContain "pending"
                outer.toString() shouldNotContain "inner"
                yield()
                outer.toString() shouldContain "pending"
                outer.toString() shouldContain "outer"
                outer.toString() shouldContain "inner"
                outer.awaiting() shouldBe inner
                outer.cancel(false)
                outer.end()
                outer.awaiting() shouldBe null
            }
        }

        "NAME-03 a task that is done shows its state, its name and its outcome" {
            inTask {
                val finished = task(name = "counter") { 4711 }
                val failed = task<Unit>(name = "unlucky") { error("boom") }
                val cancelled = task(name = "stopped") { awaitCancellation() }
                yield()
                cancelled.cancel(false)
                listOf(finished, failed, cancelled).forEach { it.end() }
                finished.toString() shouldContain "finished"
                finished.toString() shouldContain "counter"
                finished.toString() shouldContain "4711"
                failed.toString() shouldContain "unlucky"
                failed.toString() shouldContain "boom"
                cancelled.toString() shouldContain "cancelled"
                cancelled.toString() shouldContain "stopped"
            }
        }

        "NAME-04 the word is cancelling while a request is open and the task is not done" {
            inTask {
                val cleanup = Aiko.runningLoop().createFuture<Unit>()
                val child = task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { cleanup.await() }
                    }
                }
                yield()
                child.toString() shouldNotContain "cancelling"
                child.state() shouldBe TaskState.PENDING
                child.cancel(false)
                child.toString() shouldContain "cancelling"
                child.state() shouldBe TaskState.CANCELLING
                yield()
                child.toString() shouldContain "cancelling"
                cleanup.complete(Unit)
                child.end()
                child.toString() shouldNotContain "cancelling"
                child.state() shouldBe TaskState.CANCELLED
            }
        }
    })
