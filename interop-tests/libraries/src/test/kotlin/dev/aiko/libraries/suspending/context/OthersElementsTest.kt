package dev.aiko.libraries.suspending.context

import dev.aiko.Aiko
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asContextElement
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.race
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.libraries.Mark
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.opentelemetry.context.Context
import io.opentelemetry.context.ContextKey
import io.opentelemetry.extension.kotlin.asContextElement
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.slf4j.MDCContext
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.slf4j.MDC
import kotlin.time.Duration.Companion.milliseconds

private val SPAN = ContextKey.named<String>("span")

private fun span(): String? = Context.current().get(SPAN)

/** A value of a thread for a while, put there and taken off by a library's own element. */
class OthersElementsTest :
    StringSpec({
        afterTest { Mark.forget() }

        for (isRegistered in listOf(false, true)) {
            val how = if (isRegistered) "registered" else "not registered"

            "MDCContext does its work in a body, where the MDC is $how" {
                if (isRegistered) Mark.register()
                runAiko {
                    withContext(MDCContext(mapOf("user" to "bob"))) {
                        MDC.get("user") shouldBe "bob"
                        delay(1.milliseconds)
                        MDC.get("user") shouldBe "bob"
                        withContext(Dispatchers.Default) {
                            MDC.get("user") shouldBe "bob"
                            yield()
                            MDC.get("user") shouldBe "bob"
                        }
                        async { MDC.get("user") }.await() shouldBe "bob"
                        MDC.get("user") shouldBe "bob"
                    }
                    MDC.get("user") shouldBe null
                    yield()
                    MDC.get("user") shouldBe null
                }
            }

            "OpenTelemetry's element does its work in a body, where its context is $how" {
                if (isRegistered) Mark.register()
                runAiko {
                    val traced = Context.current().with(SPAN, "request")
                    withContext(traced.asContextElement()) {
                        span() shouldBe "request"
                        yield()
                        span() shouldBe "request"
                        withContext(Dispatchers.IO) { span() shouldBe "request" }
                        delay(1.milliseconds)
                        span() shouldBe "request"
                    }
                    span() shouldBe null
                }
            }

            "both go together with a variable's element, on a loop used as a dispatcher, $how" {
                if (isRegistered) Mark.register()
                val user = Aiko.contextVar("user", "nobody")
                runAiko {
                    val elements =
                        MDCContext(mapOf("user" to "bob")) +
                            Context.current().with(SPAN, "request").asContextElement() +
                            user.asContextElement("bob")
                    val loop = Aiko.runningLoop()
                    val scope = CoroutineScope(loop.asCoroutineDispatcher() + elements)
                    val seen = suspend { listOf(MDC.get("user"), span(), user.get()) }
                    scope.async {
                        yield()
                        seen()
                    }.await() shouldBe listOf("bob", "request", "bob")
                    withContext(elements) {
                        yield()
                        withContext(Dispatchers.Default) {
                            yield()
                            seen()
                        }
                    } shouldBe listOf("bob", "request", "bob")
                    seen() shouldBe listOf(null, null, "nobody")
                }
            }
        }

        for (isRegistered in listOf(false, true)) {
            val how = if (isRegistered) "registered" else "not registered"

            "what a coroutine starts inherits both elements, where the MDC is $how" {
                if (isRegistered) Mark.register()
                runAiko {
                    val traced = Context.current().with(SPAN, "request").asContextElement()
                    val seen = suspend {
                        val before = MDC.get("user") to span()
                        yield()
                        listOf(before, MDC.get("user") to span())
                    }
                    val both = List(2) { "bob" to "request" }
                    withContext(MDCContext(mapOf("user" to "bob")) + traced) {
                        task { seen() }.await() shouldBe both
                        race({ seen() }) shouldBe both
                        taskGroup { task { seen() } }.await() shouldBe both
                        blocking { MDC.get("user") to span() } shouldBe ("bob" to "request")
                        val values = flow { emit(seen()) }.asAsyncSequence().asFlow()
                        values.first() shouldBe both
                        withContext(Dispatchers.IO) { task { seen() } }.await() shouldBe both
                    }
                    seen() shouldBe List(2) { null to null }
                    task { seen() }.await() shouldBe List(2) { null to null }
                }
            }
        }

        "a task made under such an element starts with its value, where it is registered" {
            Mark.register()
            runAiko {
                val child = withContext(MDCContext(mapOf("user" to "bob"))) {
                    yield()
                    task {
                        yield()
                        MDC.get("user")
                    }
                }
                child.await() shouldBe "bob"
                MDC.get("user") shouldBe null
            }
        }
    })
