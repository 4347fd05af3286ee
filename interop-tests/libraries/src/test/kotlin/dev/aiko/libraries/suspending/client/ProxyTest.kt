package dev.aiko.libraries.suspending.client

import dev.aiko.Aiko
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.libraries.straight.client.Client
import dev.aiko.task.Task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletableFuture.completedFuture
import java.util.concurrent.CompletableFuture.failedFuture
import java.util.concurrent.CompletionStage

/** An interface with suspend functions, implemented in Java by a proxy, as Retrofit does it. */
class ProxyTest :
    StringSpec({
        fun shop(server: (String) -> CompletionStage<*>): Shop = Client.of(Shop::class.java, server)

        /** On a loop of ours, on the threads of kotlinx, and on none but the caller's. */
        fun everywhere(block: suspend CoroutineScope.() -> Unit) {
            runAiko(block = block)
            runBlocking(block = block)
            runBlocking(Dispatchers.Default, block)
            runBlocking(Dispatchers.Unconfined, block)
        }

        "a call is answered, at once or later, with null or with nothing as well" {
            everywhere {
                shop { completedFuture(it) }.find(1) shouldBe "find 1"
                shop { CompletableFuture.supplyAsync { it } }.find(2) shouldBe "find 2"
                shop { completedFuture(null) }.perhaps(3) shouldBe null
                shop { CompletableFuture.supplyAsync { null } }.perhaps(3) shouldBe null
                shop { CompletableFuture.supplyAsync { Unit } }.remove(4) shouldBe Unit
            }
        }

        for (failure in listOf(IllegalStateException("closed"), IOException("cold"))) {
            val kind = failure.javaClass.simpleName

            "a call that fails on another thread throws the very $kind" {
                everywhere {
                    val failing = shop { CompletableFuture.supplyAsync { throw failure } }
                    shouldThrow<Exception> { failing.find(1) } shouldBeSameInstanceAs failure
                }
            }

            "a call that has failed already throws the very $kind" {
                everywhere {
                    val failing = shop { failedFuture<String>(failure) }
                    shouldThrow<Exception> { failing.find(1) } shouldBeSameInstanceAs failure
                }
            }

            "a straight-line body that fails throws the very $kind" {
                everywhere {
                    val failing = Client.straight(Shop::class.java) { throw failure }
                    shouldThrow<Exception> { failing.find(1) } shouldBeSameInstanceAs failure
                }
            }
        }

        "cancelling the caller cancels the call, and its real end is waited for" {
            runAiko {
                val loop = Aiko.runningLoop()
                val trail = ArrayList<String>()
                val cleanup = CompletableDeferred<Unit>()
                lateinit var call: Task<String>
                val calls = shop {
                    call = loop.task {
                        try {
                            CompletableDeferred<String>().await()
                        } finally {
                            trail += "stopped"
                            withContext(NonCancellable) { cleanup.await() }
                            trail += "ended"
                        }
                    }
                    call
                }
                val caller = launch {
                    try {
                        calls.find(1)
                    } finally {
                        trail += "the caller too"
                    }
                }
                repeat(3) { yield() }
                caller.cancel()
                repeat(3) { yield() }
                trail shouldBe listOf("stopped")
                cleanup.complete(Unit)
                caller.cancelAndJoin()
                trail shouldBe listOf("stopped", "ended", "the caller too")
                call.isCancelled shouldBe true
            }
        }

        "a call that is cancelled by somebody else is a failure of its own" {
            everywhere {
                val call = CompletableFuture<String>()
                val calls = shop { call.also { it.cancel(true) } }
                val thrown = shouldThrow<TaskCancelledException> { calls.find(1) }
                (thrown.cause is CancellationException) shouldBe true
            }
        }
    })
