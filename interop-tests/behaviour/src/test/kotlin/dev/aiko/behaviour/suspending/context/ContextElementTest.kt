package dev.aiko.behaviour.suspending.context

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.asContextElement
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.future.future
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.seconds

class ContextElementTest :
    StringSpec({
        "a value as an element is seen in its block, after every wait, and not outside" {
            inTask {
                val user = Aiko.contextVar("user", "nobody")
                user.set("alice")
                withContext(user.asContextElement("bob")) {
                    user.get() shouldBe "bob"
                    delay(1.seconds)
                    user.get() shouldBe "bob"
                    withContext(Dispatchers.Default) {
                        user.get() shouldBe "bob"
                        yield()
                        user.get() shouldBe "bob"
                    }
                    user.get() shouldBe "bob"
                }
                user.get() shouldBe "alice"
            }
        }

        "the rest of the context is the task's" {
            inTask {
                val user = Aiko.contextVar("user", "nobody")
                val order = Aiko.contextVar("order", 0)
                withContext(user.asContextElement("bob")) {
                    order.set(42)
                    yield()
                    order.get() shouldBe 42
                    Aiko.currentTask()!!.context().get(order) shouldBe 42
                    task { user.get() to order.get() }.await() shouldBe ("bob" to 42)
                }
                order.get() shouldBe 42
            }
        }

        "values of several variables go together, in any nesting" {
            inTask {
                val a = Aiko.contextVar("a", 0)
                val b = Aiko.contextVar("b", 0)
                withContext(a.asContextElement(1) + b.asContextElement(2)) {
                    listOf(a.get(), b.get()) shouldBe listOf(1, 2)
                    withContext(a.asContextElement(3)) {
                        yield()
                        listOf(a.get(), b.get()) shouldBe listOf(3, 2)
                        withContext(b.asContextElement(4)) {
                            yield()
                            listOf(a.get(), b.get()) shouldBe listOf(3, 4)
                        }
                        listOf(a.get(), b.get()) shouldBe listOf(3, 2)
                    }
                    yield()
                    listOf(a.get(), b.get()) shouldBe listOf(1, 2)
                }
                listOf(a.get(), b.get()) shouldBe listOf(0, 0)
            }
        }

        "what the block sets it keeps over its waits, and a token undoes it there" {
            inTask {
                val user = Aiko.contextVar("user", "nobody")
                val element = user.asContextElement("bob")
                withContext(element) {
                    val token = user.set("carol")
                    yield()
                    user.get() shouldBe "carol"
                    launch {
                        user.get() shouldBe "carol"
                        user.set("dave")
                    }.join()
                    user.get() shouldBe "carol"
                    token.close()
                    user.get() shouldBe "bob"
                    user.set("carol")
                }
                user.get() shouldBe "nobody"
                withContext(element) { user.get() shouldBe "bob" }
            }
        }

        "coroutines that run at the same time each have their own" {
            inTask {
                val number = Aiko.contextVar("number", -1)
                List(100) {
                    async(Dispatchers.Default + number.asContextElement(it)) {
                        repeat(10) { yield() }
                        number.get()
                    }
                }.map { it.await() } shouldBe List(100) { it }
                number.get() shouldBe -1
            }
        }

        "elements work where there is no task and no loop" {
            val user = Aiko.contextVar("user", "nobody")
            runBlocking(Dispatchers.Default + user.asContextElement("bob")) {
                user.get() shouldBe "bob"
                delay(1)
                user.get() shouldBe "bob"
                launch { user.get() shouldBe "bob" }
                withContext(Dispatchers.IO) { user.get() shouldBe "bob" }
            }
            runBlocking(Dispatchers.Default) { user.get() shouldBe "nobody" }
        }

        "a whole context as an element is that very one, wherever the coroutine goes" {
            withLoop { loop ->
                val user = Aiko.contextVar("user", "nobody")
                val context = Aiko.copyContext()
                context.run { user.set("bob") }
                val scope = CoroutineScope(loop.asCoroutineDispatcher())
                val seen =
                    scope.future(context.asContextElement()) {
                        val first = user.get()
                        delay(1.seconds)
                        withContext(Dispatchers.IO) { user.set("carol") }
                        listOf(first, user.get(), task { user.get() }.await())
                    }
                loop.runUntilComplete(seen) shouldBe listOf("bob", "carol", "carol")
                context.get(user) shouldBe "carol"
                user.get() shouldBe "nobody"
            }
        }
    })
