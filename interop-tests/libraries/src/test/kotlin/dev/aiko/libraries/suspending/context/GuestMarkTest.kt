package dev.aiko.libraries.suspending.context

import dev.aiko.Aiko
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.libraries.Mark
import dev.aiko.loop.EventLoop
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.delay
import kotlinx.coroutines.slf4j.MDCContext
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import org.slf4j.MDC
import kotlin.time.Duration.Companion.milliseconds

/** The MDC and OpenTelemetry's context in coroutines on a loop that are no tasks. */
class GuestMarkTest :
    StringSpec({
        beforeTest { Mark.register() }
        afterTest { Mark.forget() }

        val places =
            mapOf<String, (EventLoop) -> CoroutineScope>(
                "in a LoopScope" to { LoopScope.on(it, "requests") },
                "on the loop as a dispatcher" to { CoroutineScope(it.asCoroutineDispatcher()) }
            )

        for ((where, scopeOn) in places) {
            "$where each has its creator's, and what it writes is seen by nobody else" {
                runAiko {
                    val scope = scopeOn(Aiko.runningLoop())
                    Mark.set("maker")
                    val all = List(10) { number ->
                        scope.async {
                            Mark.get() shouldBe "maker"
                            Mark.set("$number")
                            repeat(3) {
                                yield()
                                Mark.get() shouldBe "$number"
                            }
                            delay((number % 3).milliseconds)
                            withContext(Dispatchers.IO) { Mark.get() } shouldBe "$number"
                            task { Mark.get() }.await() shouldBe "$number"
                            Mark.get() shouldBe "$number"
                        }
                    }
                    all.forEach { it.await() }
                    Mark.get() shouldBe "maker"
                    scope.cancel()
                }
            }
        }

        "an element of another library lies over it, before or after the dispatcher" {
            runAiko {
                val loop = Aiko.runningLoop().asCoroutineDispatcher()
                val bob = MDCContext(mapOf("user" to "bob"))
                for (context in listOf(loop + bob, bob + loop)) {
                    CoroutineScope(context).async {
                        yield()
                        MDC.get("user")
                    }.await() shouldBe "bob"
                }
            }
        }
    })
