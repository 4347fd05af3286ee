package dev.aiko.behaviour.suspending.context

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.combine.ReturnWhen
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitAll
import dev.aiko.coroutines.awaitAllSettled
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.cancel
import dev.aiko.coroutines.race
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.shield
import dev.aiko.coroutines.staggeredRace
import dev.aiko.coroutines.start
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.waitFor
import dev.aiko.coroutines.waitForOrAbandon
import dev.aiko.coroutines.waitUntil
import dev.aiko.loop.EventLoop
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.hours

/** A coroutine of a task on threads that run no loop: it belongs to the loop of its task. */
class AwayFromTheLoopTest :
    StringSpec({
        fun away(block: suspend CoroutineScope.() -> Unit) =
            inTask { withContext(Dispatchers.IO) { block() } }

        "task: it is one of the same loop" {
            withLoop { loop ->
                loop.runTask {
                    withContext(Dispatchers.IO) { task { Aiko.runningLoop() } }.await()
                }.shouldBeSameInstanceAs(loop)
            }
        }

        "the verbs that start something run it on the loop" {
            away {
                val loop = task { Aiko.runningLoop() }.await()
                race({ Aiko.runningLoop() }) shouldBeSameInstanceAs loop
                staggeredRace(null, { error("lost") }, { Aiko.runningLoop() }).value()
                    .shouldBeSameInstanceAs(loop)
                taskGroup {
                    start<EventLoop> { it.report(Aiko.runningLoop()) }
                }.shouldBeSameInstanceAs(loop)
                blocking { "blocked" } shouldBe "blocked"
            }
        }

        "the verbs that wait take futures of nobody" {
            away {
                val one = CompletableFuture.completedFuture(1)
                val broken = CompletableFuture.failedFuture<Int>(IllegalStateException("boom"))
                awaitAll(one, one) shouldBe listOf(1, 1)
                awaitAll<Int>() shouldBe emptyList()
                awaitAllSettled(one, broken).map { it.toString().substringBefore('[') }
                    .shouldBe(listOf("Succeeded", "Failed"))
                waitUntil(ReturnWhen.FIRST_COMPLETED, one, CompletableFuture()).done()
                    .shouldBe(setOf(one))
                waitFor(one, 1.hours) shouldBe 1
                waitForOrAbandon(one, 1.hours) shouldBe 1
                shield(one) shouldBe 1
            }
        }

        "a cancel reaches what was started there, and its end is waited for" {
            inTask {
                val started = CompletableDeferred<Unit>()
                val stopped = CompletableDeferred<String>()
                val outer: Task<Unit> = task {
                    withContext(Dispatchers.IO) {
                        race({
                            try {
                                started.complete(Unit)
                                awaitCancellation()
                            } finally {
                                stopped.complete("stopped")
                            }
                        })
                    }
                }
                started.await()
                outer.cancel() shouldBe true
                runCatching { outer.await() }
                stopped.isCompleted shouldBe true
                outer.isCancelled shouldBe true
            }
        }

        "where there is no loop at all the refusal says what to do" {
            shouldThrow<IllegalStateException> { runBlocking { race({ 1 }) } }
                .message shouldContain "runAiko"
            shouldThrow<IllegalStateException> { runBlocking { blocking { 1 } } }
                .message shouldContain "runAiko"
            shouldThrow<IllegalStateException> { task { 1 } }.message shouldContain "No event loop"
        }
    })
