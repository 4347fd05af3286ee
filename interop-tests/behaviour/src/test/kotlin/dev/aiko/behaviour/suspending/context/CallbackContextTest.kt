package dev.aiko.behaviour.suspending.context

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class CallbackContextTest :
    StringSpec({
        "CTX-05 a callback runs in a copy of the context of the task that scheduled it" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val seen = mutableListOf<String>()
                variable.set("task")
                Aiko.runningLoop().callSoon {
                    seen += variable.get()
                    variable.set("callback")
                }
                Aiko.runningLoop().callLater(1.seconds.toJavaDuration()) { seen += variable.get() }
                variable.set("task, later")
                delay(2.seconds)
                seen shouldBe listOf("task", "task")
                variable.get() shouldBe "task, later"
            }
        }

        "CTX-05 a callback with a context of its own runs in that very context" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val context = Aiko.copyContext()
                context.run { variable.set("given") }
                var seen = ""
                val body = Runnable {
                    seen = variable.get()
                    variable.set("callback")
                }
                Aiko.runningLoop().callSoon(body, context)
                yield()
                seen shouldBe "given"
                context.get(variable) shouldBe "callback"
                variable.get() shouldBe "default"
            }
        }

        "CTX-05 a done-callback runs in the context of the task that registered it" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                val gate = Aiko.runningLoop().createFuture<Unit>()
                var seen = ""
                variable.set("registered")
                gate.addDoneCallback { seen = variable.get() }
                variable.set("later")
                gate.complete(Unit)
                gate.await()
                yield()
                seen shouldBe "registered"
            }
        }

        "CTX-06 a handle tells the context of its callback" {
            inTask {
                val variable = Aiko.contextVar("variable", "default")
                variable.set("task")
                val context = Aiko.copyContext()
                val loop = Aiko.runningLoop()
                loop.callSoon({ }, context).context() shouldBeSameInstanceAs context
                val handle = loop.callSoon { variable.set("callback") }
                handle.context().get(variable) shouldBe "task"
                yield()
                handle.context().get(variable) shouldBe "callback"
                variable.get() shouldBe "task"
            }
        }
    })
