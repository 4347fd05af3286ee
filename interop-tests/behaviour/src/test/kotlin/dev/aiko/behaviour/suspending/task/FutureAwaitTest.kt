package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.seconds

class FutureAwaitTest :
    StringSpec({
        "FUT-12 a failure that an await has seen is not reported" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                val future = loop.createFuture<Unit>()
                loop.runTask {
                    val child = task<Unit> { error("child") }
                    future.completeExceptionally(IllegalStateException("future"))
                    shouldThrow<IllegalStateException> { child.await() }
                    shouldThrow<IllegalStateException> { future.await() }
                }
            }
            reports.all shouldBe emptyList()
        }

        "FUT-12 a failure that result or exception has shown is not reported" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    val first = task<Unit> { error("first") }
                    val second = task<Unit> { error("second") }
                    yield()
                    shouldThrow<IllegalStateException> { first.result() }
                    second.exception()?.message shouldBe "second"
                }
            }
            reports.all shouldBe emptyList()
        }

        "FUT-11 FUT-12 a failure that nobody has seen is reported once, with the name of its task" {
            val reports = Reports()
            val boom = IllegalStateException("boom")
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    task<Unit>(name = "unlucky") { throw boom }
                    yield()
                }
            }
            reports.all.size shouldBe 1
            reports.all[0].exception() shouldBeSameInstanceAs boom
            reports.all[0].message() shouldContain "unlucky"
        }

        "FUT-14 awaiting a future that is done does not suspend" {
            inTask {
                val trail = Trail()
                val done = Aiko.runningLoop().createFuture<Int>()
                done.complete(1)
                Aiko.runningLoop().callSoon { trail.add("next turn") }
                done.await() shouldBe 1
                done.await() shouldBe 1
                trail.add("awaited")
                yield()
                trail.steps() shouldBe listOf("awaited", "next turn")
            }
        }

        "FUT-15 the same failure comes with every await, and its stack does not grow" {
            inTask {
                val boom = IllegalStateException("boom")
                val future = Aiko.runningLoop().createFuture<Unit>()
                future.completeExceptionally(boom)
                val frames = boom.stackTrace.toList()
                repeat(3) {
                    val seen = shouldThrow<IllegalStateException> { future.await() }
                    seen shouldBeSameInstanceAs boom
                    seen.stackTrace.toList() shouldBe frames
                    seen.suppressed.size shouldBe 0
                    seen.cause shouldBe null
                }
            }
        }

        "FUT-15 a chain of tasks hands on the very failure" {
            inTask {
                val boom = IllegalStateException("boom")
                val bottom = task<Unit> {
                    delay(1.seconds)
                    throw boom
                }
                val middle = task { bottom.await() }
                val top = task { middle.await() }
                shouldThrow<IllegalStateException> { top.await() } shouldBeSameInstanceAs boom
            }
        }

        "FUT-16 everyone who awaits a future goes on, in the order in which they came" {
            inTask {
                val trail = Trail()
                val loop = Aiko.runningLoop()
                val gate = loop.createFuture<Int>()
                task { trail.add("task 1: ${gate.await()}") }
                yield()
                gate.addDoneCallback { trail.add("callback: ${it.result()}") }
                task { trail.add("task 2: ${gate.await()}") }
                yield()
                loop.createTask(Callable { trail.add("Java task: ${Aiko.await(gate)}") })
                yield()
                task { trail.add("task 3: ${gate.await()}") }
                yield()
                gate.complete(7)
                trail.steps() shouldBe emptyList()
                delay(1.seconds)
                trail.steps() shouldBe
                    listOf("task 1: 7", "callback: 7", "task 2: 7", "Java task: 7", "task 3: 7")
            }
        }
    })
