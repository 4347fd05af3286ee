package dev.aiko.libraries.suspending.context

import dev.aiko.Aiko
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.libraries.Mark
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineName
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.Executors
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.milliseconds

/** The MDC and OpenTelemetry's context travel with Kotlin bodies, and over the border. */
class CarriedMarkTest :
    StringSpec({
        beforeTest { Mark.register() }
        afterTest { Mark.forget() }

        "a body has what its creator had then, after every wait, whoever ended it" {
            Mark.set("host")
            runAiko {
                Mark.get() shouldBe "host"
                Mark.set("creator")
                val byThread = CompletableFuture<Unit>()
                val child = task {
                    val seen = mutableListOf(Mark.get())
                    delay(1.milliseconds)
                    seen += Mark.get()
                    byThread.await()
                    seen += Mark.get()
                    yield()
                    seen += Mark.get()
                    seen
                }
                Mark.set("creator, later")
                thread {
                    Mark.set("thread")
                    byThread.complete(Unit)
                }
                child.await() shouldBe List(4) { "creator" }
                Mark.get() shouldBe "creator, later"
            }
            Mark.get() shouldBe "host"
        }

        "what a body writes survives its waits and is seen by nobody else" {
            runAiko {
                val tasks = List(10) { number ->
                    task {
                        Mark.get() shouldBe "null"
                        Mark.set("$number")
                        repeat(3) {
                            yield()
                            Mark.get() shouldBe "$number"
                        }
                        delay((number % 3).milliseconds)
                        Mark.get() shouldBe "$number"
                    }
                }
                tasks.forEach { it.await() }
                Mark.get() shouldBe "null"
            }
        }

        "code on another dispatcher has them, and keeps its own writes until it waits" {
            runAiko {
                repeat(1000) {
                    Mark.set("body $it")
                    withContext(Dispatchers.Default) {
                        Mark.get() shouldBe "body $it"
                        Mark.set("worker")
                        yield()
                        Mark.get() shouldBe "body $it"
                        Mark.set("worker")
                    }
                    Mark.get() shouldBe "body $it"
                }
            }
        }

        "threads of other dispatchers keep nothing" {
            val dispatcher = Executors.newSingleThreadExecutor().asCoroutineDispatcher()
            dispatcher.use {
                dispatcher.executor.execute { Mark.set("its own") }
                runAiko {
                    Mark.set("body")
                    withContext(dispatcher) {
                        Mark.get() shouldBe "body"
                        Mark.set("worker")
                        delay(1.milliseconds)
                        Mark.set("worker")
                    }
                }
                CompletableFuture.supplyAsync(Mark::get, dispatcher.executor).join() shouldBe
                    "its own"
            }
        }

        "coroutines launched in a body have its values of then, in whatever way they start" {
            runAiko {
                Mark.set("body")
                launch { Mark.get() shouldBe "body" }.join()
                launch(start = CoroutineStart.UNDISPATCHED) {
                    Mark.get() shouldBe "body"
                    delay(1.milliseconds)
                    Mark.get() shouldBe "body"
                }.join()
                async(Dispatchers.Unconfined) {
                    Mark.get() shouldBe "body"
                    delay(1.milliseconds)
                    Mark.get()
                }.await() shouldBe "body"
                withContext(Dispatchers.IO) { launch { Mark.get() shouldBe "body" } }.join()
                Mark.get() shouldBe "body"
            }
        }

        "a coroutine launched or gone elsewhere has its own from there on, a scope does not" {
            runAiko {
                Mark.set("body")
                val child = launch {
                    Mark.get() shouldBe "body"
                    Mark.set("child")
                    delay(1.milliseconds)
                    Mark.get() shouldBe "child"
                    withContext(CoroutineName("inner")) {
                        Mark.get() shouldBe "child"
                        Mark.set("inner")
                        yield()
                        Mark.get() shouldBe "inner"
                        launch(Dispatchers.Default) { Mark.get() shouldBe "inner" }
                    }
                    Mark.get() shouldBe "child"
                }
                Mark.set("later")
                yield()
                Mark.get() shouldBe "later"
                child.join()
                coroutineScope {
                    Mark.set("scope")
                    yield()
                    Mark.get() shouldBe "scope"
                }
                Mark.get() shouldBe "scope"
            }
        }

        "a shield is no other coroutine, in whatever it is" {
            runAiko {
                Mark.set("body")
                shielded {
                    Mark.get() shouldBe "body"
                    Mark.set("shield")
                    yield()
                    Mark.get() shouldBe "shield"
                    coroutineScope { Mark.set("scope") }
                }
                Mark.get() shouldBe "scope"
                withContext(CoroutineName("inner")) {
                    shielded {
                        delay(1.milliseconds)
                        Mark.set("inner")
                    }
                    Mark.get() shouldBe "inner"
                }
                Mark.get() shouldBe "scope"
            }
        }

        "blocking code has them; what it changes stays there" {
            runAiko {
                Mark.set("body")
                blocking {
                    Mark.get().also { Mark.set("worker") }
                } shouldBe "body"
                Mark.get() shouldBe "body"
                blocking { Mark.get() } shouldBe "body"
            }
        }

        "they cross the border in both directions" {
            runAiko {
                val loop = Aiko.runningLoop()
                Mark.set("Kotlin")
                val java = loop.createTask(
                    Callable {
                        val seen = Mark.get()
                        Mark.set("Java")
                        val inner = Suspend.call<String> { k ->
                            suspend {
                                delay(1.milliseconds)
                                Mark.get().also { Mark.set("Kotlin in Java") }
                            }.let { block ->
                                @Suppress("UNCHECKED_CAST")
                                (block as (kotlin.coroutines.Continuation<String>) -> Any?)(k)
                            }
                        }
                        listOf(seen, Aiko.await(inner), Mark.get())
                    }
                )
                java.await() shouldBe listOf("Kotlin", "Java", "Java")
                Mark.get() shouldBe "Kotlin"
            }
        }
    })
