package dev.aiko.behaviour.suspending.debug

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldNotBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield
import java.util.concurrent.CopyOnWriteArrayList
import java.util.logging.Handler
import java.util.logging.LogRecord
import java.util.logging.Logger
import java.util.logging.SimpleFormatter
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.toJavaDuration

class DebugTest :
    StringSpec({
        "ERR-06 in debug mode a slow step of a Kotlin task is reported, with its name" {
            val told = told { loop ->
                loop.setDebug(true)
                loop.slowCallbackDuration() shouldBe 100.milliseconds.toJavaDuration()
                loop.setSlowCallbackDuration(0.milliseconds.toJavaDuration())
                loop.runTask {
                    task(name = "slow coach") {
                        yield()
                    }.await()
                }
            }
            val slow = told.filter { "slow coach" in it }
            slow.shouldNotBeEmpty()
            // The duration has a number and a unit.
            Regex("[0-9]\\s*(ns|us|µs|ms|s)\\b|PT[0-9]").containsMatchIn(slow.first()) shouldBe true
        }

        "ERR-06 a step below the limit is not reported, nor is any without debug mode" {
            told { loop ->
                loop.setDebug(true)
                loop.setSlowCallbackDuration(1.hours.toJavaDuration())
                loop.runTask { task(name = "quick coach") { yield() }.await() }
            }.filter { "quick coach" in it }.shouldBeEmpty()
            told { loop ->
                loop.setSlowCallbackDuration(0.milliseconds.toJavaDuration())
                loop.runTask { task(name = "quick coach") { yield() }.await() }
            }.filter { "quick coach" in it }.shouldBeEmpty()
        }

        "ERR-08 in debug mode a report about a Kotlin task says where it was created" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.setDebug(true)
                loop.runTask {
                    createsTheFailingTask()
                    yield()
                }
            }
            val createdAt = reports.all.single().createdAt()!!
            createdAt.stackTrace.map { it.methodName } shouldContainOne "createsTheFailingTask"
        }

        "ERR-08 without debug mode a report does not know that" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    createsTheFailingTask()
                    yield()
                }
            }
            reports.all.single().createdAt() shouldBe null
        }

        "ERR-08 the report names the task" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    task<Unit>(name = "unlucky") { error("boom") }
                    yield()
                }
            }
            reports.all.single().message() shouldContain "unlucky"
        }

        "a Kotlin task that is stopped as it should be is not reported in debug mode" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.setDebug(true)
                loop.runTask {
                    val child = task { awaitCancellation() }
                    yield()
                    child.cancel(false)
                    child.end()
                    Aiko.currentTask()!!.cancelling() shouldBe 0
                }
            }
            reports.all.shouldBeEmpty()
        }
    })

private fun createsTheFailingTask() {
    task<Unit> { error("boom") }
}

private infix fun List<String>.shouldContainOne(name: String) {
    count { it == name } shouldBe 1
}

/** What a loop logs and reports while [test] uses it. */
private fun told(test: (EventLoop) -> Unit): List<String> {
    val lines = CopyOnWriteArrayList<String>()
    val log = object : Handler() {
        override fun publish(record: LogRecord) {
            lines += SimpleFormatter().formatMessage(record)
        }

        override fun flush() = Unit

        override fun close() = Unit
    }
    val root = Logger.getLogger("")
    val console = root.handlers.toList()
    console.forEach(root::removeHandler)
    root.addHandler(log)
    try {
        withLoop { loop ->
            loop.setExceptionHandler { _, report -> lines += report.message() }
            test(loop)
        }
    } finally {
        root.removeHandler(log)
        console.forEach(root::addHandler)
    }
    return lines
}
