package dev.aiko.behaviour.suspending.combine

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.scope.cleaningUpFor
import dev.aiko.behaviour.suspending.scope.failuresOf
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/** A failure that comes when those who waited for it have gone: the loop is told, and once. */
class LostFailureTest :
    StringSpec({
        val boom = IllegalStateException("boom")

        /** Until the loop is closed, which tells of the failures that nobody looked at. */
        fun reportedBy(body: suspend CoroutineScope.() -> Unit): List<Throwable?> {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask(body)
            }
            return reports.all.map { it.exception() }
        }

        fun failing(): Task<Unit> = task {
            delay(1.hours)
            throw boom
        }

        fun failingLate(): Task<Unit> = task { cleaningUpFor(1.hours) { throw boom } }

        "SHLD-05 of a task around which all shields were cancelled" {
            reportedBy {
                val task = failing()
                repeat(3) { Aiko.shield(task).cancel("enough") }
                shouldThrow<TimeoutException> { timeout(1.minutes) { Aiko.shield(task).await() } }
                delay(2.hours)
                task.isDone shouldBe true
            }.shouldContainExactly(boom)
        }

        "of a task that waits with a limit have abandoned" {
            reportedBy {
                val task = failingLate()
                for (limit in listOf(1.minutes, 2.minutes)) {
                    shouldThrow<TimeoutException> {
                        Aiko.waitForOrAbandon(task, limit.toJavaDuration()).await()
                    }
                }
                delay(2.hours)
                task.isDone shouldBe true
            }.shouldContainExactly(boom)
        }

        "SHLD-05 not of one that somebody else awaits" {
            reportedBy {
                val task = failing()
                Aiko.shield(task).cancel("enough")
                val other = task { shouldThrow<IllegalStateException> { task.await() } }
                other.await()
            }.shouldBeEmpty()
        }

        "not of one that was abandoned, and that somebody awaits from then on" {
            reportedBy {
                val task = failingLate()
                shouldThrow<TimeoutException> {
                    Aiko.waitForOrAbandon(task, 1.minutes.toJavaDuration()).await()
                }
                task.end()
            }.shouldBeEmpty()
        }

        "not of the child of a group, which fails with it" {
            reportedBy {
                failuresOf {
                    taskGroup {
                        val child = group.task {
                            delay(1.hours)
                            throw boom
                        }
                        Aiko.shield(child).cancel("enough")
                    }
                }.shouldContainExactly(boom)
            }.shouldBeEmpty()
        }
    })
