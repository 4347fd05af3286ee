package dev.aiko.libraries.suspending.stream

import dev.aiko.Aiko
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.sequence.AsyncSequence
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineStart.UNDISPATCHED
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.jdk9.asFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import reactor.adapter.JdkFlowAdapter.flowPublisherToFlux
import reactor.adapter.JdkFlowAdapter.publisherToFlowPublisher
import reactor.core.publisher.Flux
import reactor.core.publisher.Mono
import java.io.IOException

private fun <T : Any> Flux<T>.asSequence(): AsyncSequence<T> =
    publisherToFlowPublisher(this).asFlow().asAsyncSequence()

/** Reactor and coroutines, with our tasks and sequences between them. */
class ReactorTest :
    StringSpec({
        "a coroutine awaits a Mono: its value, its failure, and the cancel on its way down" {
            runAiko {
                Mono.just("tea").toFuture().await() shouldBe "tea"
                val cold = IOException("cold")
                shouldThrow<IOException> {
                    Mono.error<String>(cold).toFuture().await()
                } shouldBeSameInstanceAs cold

                val trail = ArrayList<String>()
                val never = Mono.never<String>().doOnCancel { trail += "cancelled" }
                val waiter = launch(start = UNDISPATCHED) { never.toFuture().await() }
                waiter.cancelAndJoin()
                trail shouldBe listOf("cancelled")
            }
        }

        "a Mono of a suspend body: disposing of it cancels the coroutine, which cleans up" {
            runAiko {
                val trail = ArrayList<String>()
                val cleanup = CompletableDeferred<Unit>()
                val body = task {
                    try {
                        CompletableDeferred<String>().await()
                    } finally {
                        trail += "stopped"
                        withContext(NonCancellable) { cleanup.await() }
                        trail += "ended"
                    }
                }
                val subscription = Mono.fromFuture(body).subscribe()
                repeat(3) { yield() }
                subscription.dispose()
                repeat(3) { yield() }
                trail shouldBe listOf("stopped")
                body.isDone shouldBe false
                cleanup.complete(Unit)
                while (!body.isDone) yield()
                trail shouldBe listOf("stopped", "ended")
            }
        }

        "a flow goes through a sequence into a Flux, which stops it when it has enough" {
            runAiko {
                val trail = ArrayList<String>()
                val cups = flow {
                    try {
                        var cup = 1
                        while (true) emit(cup++)
                    } finally {
                        trail += "washed up"
                    }
                }
                val flux = flowPublisherToFlux(cups.asAsyncSequence().asPublisher())
                flux.take(2).collectList().toFuture().await() shouldBe listOf(1, 2)
                while (Aiko.allTasks().size > 1) yield()
                trail shouldBe listOf("washed up")
            }
        }

        "a Flux comes back as a flow; who leaves early has cancelled it by then" {
            runAiko {
                val trail = ArrayList<String>()
                val flux = Flux.range(1, 9).doOnCancel { trail += "cancelled" }
                flux.asSequence().asFlow().take(2).toList() shouldBe listOf(1, 2)
                trail shouldBe listOf("cancelled")
            }
        }

        "the failure of a Flux is the collector's" {
            runAiko {
                val cold = IOException("cold")
                val failing = Flux.range(1, 2).concatWith(Mono.error(cold))
                val thrown = shouldThrow<IOException> {
                    failing.asSequence().asFlow().toList()
                }
                // The channel in kotlinx's asFlow throws a copy, when assertions are on.
                generateSequence<Throwable>(thrown) { it.cause }.last() shouldBeSameInstanceAs cold
            }
        }
    })
