package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asContextElement
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import io.kotest.core.spec.style.FreeSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** The context of coroutines on a loop that are no tasks. */
class GuestContextTest :
    FreeSpec({
        val user = Aiko.contextVar("user", "nobody")

        val places =
            mapOf<String, (EventLoop) -> CoroutineScope>(
                "in a LoopScope" to { LoopScope.on(it, "requests") },
                "on the loop as a dispatcher" to { CoroutineScope(it.asCoroutineDispatcher()) },
                "on a limited view of it" to {
                    CoroutineScope(it.asCoroutineDispatcher().limitedParallelism(1))
                }
            )

        for ((where, scopeOn) in places) {
            "$where every coroutine has a copy of its creator's context, over all its waits" {
                inTask {
                    val scope = scopeOn(Aiko.runningLoop())
                    user.set("maker")
                    val alice = scope.async {
                        val first = user.get()
                        user.set("alice")
                        delay(2.seconds)
                        listOf(first, user.get(), scope.async { user.get() }.await())
                    }
                    val bob = scope.async {
                        delay(1.seconds)
                        val first = user.get()
                        user.set("bob")
                        delay(2.seconds)
                        listOf(first, user.get(), task { user.get() }.await())
                    }
                    user.set("maker, later")
                    alice.await() shouldBe listOf("maker", "alice", "alice")
                    bob.await() shouldBe listOf("maker", "bob", "bob")
                    scope.async { user.get() }.await() shouldBe "maker, later"
                    user.get() shouldBe "maker, later"
                    scope.coroutineContext.job.cancel()
                }
            }

            "$where it goes along to other threads, and into blocks of its own" {
                inTask {
                    val scope = scopeOn(Aiko.runningLoop())
                    scope.async {
                        user.set("alice")
                        withContext(Dispatchers.IO) {
                            user.get() shouldBe "alice"
                            user.set("carol")
                        }
                        coroutineScope {
                            yield()
                            user.get() shouldBe "carol"
                            withTimeout(1.hours) {
                                yield()
                                user.set("dave")
                            }
                            launch { user.set("eve") }
                        }
                        user.get()
                    }.await() shouldBe "dave"
                    withContext(Dispatchers.IO) { user.get() } shouldBe "nobody"
                    scope.coroutineContext.job.cancel()
                }
            }

            "$where a coroutine that begins at once is in its own from the beginning" {
                inTask {
                    user.set("maker")
                    val scope = scopeOn(Aiko.runningLoop())
                    scope.async(start = CoroutineStart.UNDISPATCHED) {
                        user.set("alice")
                        yield()
                        user.get()
                    }.await() shouldBe "alice"
                    user.get() shouldBe "maker"
                    scope.coroutineContext.job.cancel()
                }
            }

            "$where made on a thread without a loop it has that thread's" {
                inTime {
                    Runner.background("aiko-test").use { runner ->
                        val scope = scopeOn(runner.loop())
                        user.set("thread")
                        val seen = scope.async {
                            yield()
                            user.get().also { user.set("changed") }
                        }
                        runBlocking { seen.await() } shouldBe "thread"
                        user.get() shouldBe "thread"
                    }
                }
            }
        }

        "a variable's element lies over it, before or after the dispatcher" {
            inTask {
                val loop = Aiko.runningLoop().asCoroutineDispatcher()
                val bob = user.asContextElement("bob")
                for (context in listOf(loop + bob, bob + loop, Job() + bob + loop)) {
                    CoroutineScope(context).async {
                        yield()
                        user.get()
                    }.await() shouldBe "bob"
                }
                withContext(bob) { withContext(loop) { user.get() } } shouldBe "bob"
            }
        }

        "who comes from elsewhere has a copy of what it had there" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    runBlocking(user.asContextElement("bob")) {
                        withContext(runner.loop().asCoroutineDispatcher()) {
                            yield()
                            user.get().also { user.set("carol") }
                        } shouldBe "bob"
                        user.get() shouldBe "bob"
                    }
                }
            }
        }

        "a coroutine of a task is in the task's context, also where it names the dispatcher" {
            inTask {
                val loop = Aiko.runningLoop().asCoroutineDispatcher()
                user.set("task")
                withContext(loop) {
                    user.get() shouldBe "task"
                    user.set("switched")
                    yield()
                    user.get() shouldBe "switched"
                }
                user.get() shouldBe "switched"
                launch(loop) { user.set("launched") }.join()
                user.get() shouldBe "launched"
            }
        }

        "tasks of a LoopScope have a copy as well" {
            inTask {
                val scope = LoopScope.on(Aiko.runningLoop(), "requests")
                user.set("maker")
                val java = scope.createTask(Callable { user.get().also { user.set("java") } })
                val kotlin = scope.createTask(Callable { user.get().also { user.set("other") } })
                java.await() + kotlin.await() shouldBe "makermaker"
                user.get() shouldBe "maker"
            }
        }
    })
