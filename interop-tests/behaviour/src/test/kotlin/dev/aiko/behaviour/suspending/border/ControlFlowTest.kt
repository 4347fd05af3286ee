package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.straight.border.FuturesChef
import dev.aiko.behaviour.straight.border.StraightChef
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FreeSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import java.time.Duration.ofHours
import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Kotlin calls Java, which calls Kotlin: the outer code sees what the inner one has thrown. */
class ControlFlowTest :
    FreeSpec({
        val told = ArrayList<String>()
        beforeTest { told.clear() }

        for (chef in listOf(StraightChef(told), FuturesChef(told))) {
            val name = chef.javaClass.simpleName

            "$name lets through the cancellation that Kotlin code has thrown" - {
                for (mine in listOf(CancellationException("mine"), NoMore(), withCause())) {
                    "$mine" {
                        inTask {
                            val seen = shouldThrow<CancellationException> {
                                chef.cook { throw mine }
                            }
                            seen shouldBeSameInstanceAs mine
                            val later = shouldThrow<CancellationException> {
                                chef.cook {
                                    delay(1.seconds)
                                    throw mine
                                }
                            }
                            later shouldBeSameInstanceAs mine
                        }
                    }
                }
            }

            "$name lets through a time limit that has passed in there" {
                inTask {
                    var inside: Throwable? = null
                    val seen = shouldThrow<TimeoutCancellationException> {
                        chef.cook {
                            try {
                                withTimeout(1.seconds) { delay(1.hours).toString() }
                            } catch (over: TimeoutCancellationException) {
                                inside = over
                                throw over
                            }
                        }
                    }
                    // kotlinx throws a copy to the block around, with the limit itself as its cause.
                    generateSequence(inside) { it.cause }.last() shouldBeSameInstanceAs seen
                }
            }

            "$name lets a time limit around both be one" {
                inTask {
                    withTimeoutOrNull(1.seconds) { chef.cook { awaitCancellation() } } shouldBe null
                }
            }

            "$name makes a flow that can be left, and is done when its cleanup is" {
                inTask {
                    chef.plates().take(2).toList() shouldContainExactly listOf(1, 2)
                    chef.plates().first { it > 2 } shouldBe 3
                    told.shouldContainExactly("washed up", "washed up")
                }
            }
        }

        "the cancel of something that Java awaits is no cancel of the caller" - {
            val chef = FuturesChef(told)

            "a task, in which Kotlin code waits" {
                inTask {
                    val theirs = task(name = "theirs") { awaitCancellation() }
                    val caller = task {
                        shouldThrow<TaskCancelledException> { answering { Aiko.await(theirs) } }
                    }
                    delay(1.seconds)
                    theirs.cancel("enough")
                    caller.await()
                }
            }

            "a future of ours, and one of the JDK" {
                inTask {
                    val loops = Aiko.runningLoop().createFuture<String>()
                    for (theirs in listOf(loops, CompletableFuture<String>())) {
                        val caller = task {
                            shouldThrow<TaskCancelledException> { answering { Aiko.await(theirs) } }
                        }
                        delay(1.seconds)
                        theirs.cancel(true)
                        caller.await()
                    }
                }
            }

            "a deferred value" {
                inTask {
                    supervisorScope {
                        val theirs = async { awaitCancellation() }
                        val future = theirs.asLoopFuture()
                        val caller = task {
                            shouldThrow<TaskCancelledException> { answering { Aiko.await(future) } }
                        }
                        delay(1.seconds)
                        theirs.cancel()
                        caller.await()
                    }
                }
            }

            "the very task in which Java answers" {
                inTask {
                    val caller = task {
                        shouldThrow<TaskCancelledException> { chef.cook { awaitCancellation() } }
                    }
                    delay(1.seconds)
                    val others = setOf(caller, Aiko.currentTask()!!)
                    (Aiko.allTasks() - others).single().cancel("enough")
                    caller.await()
                }
            }

            "what Kotlin code has told of it as a failure stays one" {
                inTask {
                    val theirs = task { throw CancellationException("theirs") }
                    theirs.end()
                    val seen = shouldThrow<TaskCancelledException> {
                        chef.cook { theirs.await() }
                    }
                    seen.cause!!.message shouldBe "theirs"
                }
            }
        }

        "a limit of Java's is a TimeoutException" {
            inTask {
                shouldThrow<TimeoutException> {
                    answering {
                        Aiko.await(Aiko.sleep(ofHours(1)), ofSeconds(1))
                    }
                }
            }
        }

        "a caller without a loop sees the same" {
            inTime {
                runBlocking {
                    withContext(Dispatchers.Default) {
                        StraightChef(told).plates().take(2).toList() shouldContainExactly
                            listOf(1, 2)
                        val mine = CancellationException("mine")
                        shouldThrow<CancellationException> {
                            StraightChef(told).cook { throw mine }
                        } shouldBeSameInstanceAs mine
                    }
                }
            }
        }
    })

private class NoMore : CancellationException("no more")

private fun withCause() = CancellationException("mine, too", IllegalStateException("because"))

/** What a straight-line body of Java answers. */
private suspend fun <T> answering(body: Callable<T>): T =
    suspendCoroutineUninterceptedOrReturn { Suspend.answer(it, body) }
