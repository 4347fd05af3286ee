package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FreeSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.TimeoutException
import kotlin.coroutines.Continuation
import kotlin.coroutines.intrinsics.startCoroutineUninterceptedOrReturn
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn
import kotlin.time.Duration.Companion.seconds

/** Java answers with a cancellation, which is the caller's own only where Kotlin has thrown it. */
class AnsweredCancelTest :
    FreeSpec({
        "a library's own cancellation is a failure of the call" - {
            for (theirs in listOf(CancellationException("pool is closing"), PoolClosed())) {
                "$theirs of a driver's future, at once and later" {
                    inTask {
                        val done = CompletableFuture.failedFuture<String>(theirs)
                        shouldThrow<TaskCancelledException> { stage(done) }
                            .cause shouldBeSameInstanceAs theirs
                        val later = CompletableFuture<String>()
                        val caller = task {
                            shouldThrow<TaskCancelledException> { stage(later) }
                        }
                        delay(1.seconds)
                        later.completeExceptionally(theirs)
                        val seen = caller.await()
                        seen.cause shouldBeSameInstanceAs theirs
                        seen.message!! shouldContain "(${theirs.message})"
                    }
                }

                "$theirs that a straight-line body throws" {
                    inTask {
                        shouldThrow<TaskCancelledException> { body { throw theirs } }
                            .cause shouldBeSameInstanceAs theirs
                    }
                }

                "$theirs that a derived stage throws" {
                    inTask {
                        val derived = CompletableFuture.completedFuture("x")
                            .thenApply<String> { throw theirs }
                        shouldThrow<TaskCancelledException> { stage(derived) }
                            .cause shouldBeSameInstanceAs theirs
                    }
                }
            }
        }

        "so is that of a Kotlin task that Java awaits and has not called" {
            inTask {
                val theirs = task(name = "theirs") { throw CancellationException("no such order") }
                theirs.end()
                shouldThrow<TaskCancelledException> { body { Aiko.await(theirs) } }
                    .cause!!.message shouldBe "no such order"
            }
        }

        "and a time limit inside of one is no limit of the caller's" {
            inTask {
                val theirs = task { withTimeout(1.seconds) { awaitCancellation() } }
                shouldThrow<TimeoutException> { stage(theirs) }
            }
        }

        "what Kotlin code throws that Java has called is the caller's" - {
            "with a scope that it has cancelled itself" {
                inTask {
                    val seen = shouldThrow<CancellationException> {
                        stage(
                            Suspend.call { k ->
                                calling(k) { coroutineScope { cancel("mine") } }
                            }
                        )
                    }
                    seen.message shouldBe "mine"
                }
            }

            "also when it comes through stages that Java has hung on the call" {
                inTask {
                    val mine = CancellationException("mine")
                    shouldThrow<CancellationException> {
                        stage(
                            Suspend.call<Unit> { k -> calling(k) { throw mine } }
                                .thenApply { it }
                                .thenCombine(CompletableFuture.completedFuture(1)) { a, _ -> a }
                        )
                    } shouldBeSameInstanceAs mine
                }
            }

            "but not when the call was cancelled by somebody else" {
                inTask {
                    val call = Suspend.call { k ->
                        calling(k) {
                            try {
                                awaitCancellation()
                            } catch (_: CancellationException) {
                                throw CancellationException("gave up")
                            }
                        }
                    }
                    val caller = task { shouldThrow<TaskCancelledException> { stage(call) } }
                    delay(1.seconds)
                    call.cancel("enough")
                    caller.await().cause!!.message shouldBe "enough"
                }
            }
        }
    })

private class PoolClosed : CancellationException("the pool is closed")

/** What Java answers with a stage. */
private suspend fun <T> stage(stage: CompletionStage<T>): T =
    suspendCoroutineUninterceptedOrReturn { Suspend.answer(it, stage) }

/** What a straight-line body of Java answers. */
private suspend fun <T> body(body: Callable<T>): T =
    suspendCoroutineUninterceptedOrReturn { Suspend.answer(it, body) }

/** Calls Kotlin code with Java's continuation. */
private fun <T> calling(k: Continuation<T>, code: suspend () -> T): Any? =
    code.startCoroutineUninterceptedOrReturn(k)
