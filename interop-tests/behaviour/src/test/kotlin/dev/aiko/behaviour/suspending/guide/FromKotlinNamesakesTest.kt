package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.asDeferred
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.task
import dev.aiko.queue.AsyncQueue
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.time.Duration.ofSeconds
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.asCoroutineDispatcher as asDispatcherOfKotlinx
import kotlinx.coroutines.future.asDeferred as asDeferredOfKotlinx

/** What the page "From Kotlin" says of functions that kotlinx has as well, and of missing loops. */
class FromKotlinNamesakesTest :
    StringSpec({
        "the dispatcher that kotlinx makes of a loop knows nothing of its time" {
            inTask {
                val loop = Aiko.runningLoop()
                val ours = loop.asCoroutineDispatcher()
                val theirs = loop.asDispatcherOfKotlinx()
                elapsed { withContext(ours) { delay(10.milliseconds) } } shouldBe 10.milliseconds
                elapsed { withContext(theirs) { delay(10.milliseconds) } } shouldBe Duration.ZERO
            }
        }

        "the deferred value that kotlinx makes of a task ends before the task" {
            inTask {
                stew().let {
                    it.asDeferredOfKotlinx().cancelAndJoin()
                    it.isDone shouldBe false
                    it.end()
                }
                stew().let {
                    it.asDeferred().cancelAndJoin()
                    it.isDone shouldBe true
                }
            }
        }

        "without a loop a queue is gone through with for, or as Java's flow" {
            inTime {
                runBlocking {
                    shouldThrow<IllegalStateException> {
                        dishes().asSequence().asFlow().toList()
                    }
                    flowOf(dishes()).toList() shouldBe listOf("soup", "cake")
                    served(dishes()) shouldBe listOf("soup", "cake")
                }
            }
        }

        "on other dispatchers the loop has to be named" {
            inTask {
                val loop = Aiko.runningLoop()
                val done = CompletableDeferred("soup")
                withContext(Dispatchers.Default) {
                    shouldThrow<IllegalStateException> { done.asLoopFuture() }
                    shouldThrow<IllegalStateException> { Aiko.sleep(ofSeconds(1)) }
                    done.asLoopFuture(loop).end()
                    loop.sleepAsync(ofSeconds(1)).end()
                }
            }
        }
    })

fun flowOf(orders: AsyncQueue<String>): Flow<String> = Suspend.flow(orders.asSequence())

private fun dishes(): AsyncQueue<String> =
    AsyncQueue.unbounded<String>().apply {
        putNow("soup")
        putNow("cake")
        shutdown()
    }

/** Takes a second to be cleaned up. */
private suspend fun stew(): Task<String> =
    task<String> {
        try {
            awaitCancellation()
        } finally {
            withContext(NonCancellable) { delay(1.seconds) }
        }
    }.also { yield() }
