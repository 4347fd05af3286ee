package dev.aiko.behaviour.suspending.context

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext

/** Coroutines that go on in the middle of somebody else's step, or on another loop. */
class UndispatchedTest :
    StringSpec({
        "CTX-03 NAME-05 an unconfined coroutine keeps its own values and its own task" {
            inTask {
                val variable = Aiko.contextVar("who", "nobody")
                val gate = Aiko.runningLoop().createFuture<Int>()
                val one =
                    task(name = "one") {
                        variable.set("1")
                        withContext(Dispatchers.Unconfined) {
                            gate.await()
                            variable.get() + "/" + Aiko.currentTask()?.name()
                        }
                    }
                val two =
                    task(name = "two") {
                        variable.set("2")
                        delay(10)
                        gate.complete(1)
                        variable.get() + "/" + Aiko.currentTask()?.name()
                    }

                one.await() shouldBe "1/one"
                two.await() shouldBe "2/two"
            }
        }

        "LOOP-17 a task that hops to another loop finds that loop running" {
            Runner.background("other").use { other ->
                inTask {
                    val variable = Aiko.contextVar("who", "nobody")
                    variable.set("me")
                    withContext(other.loop().asCoroutineDispatcher()) {
                        Aiko.runningLoop() shouldBeSameInstanceAs other.loop()
                        variable.get() shouldBe "me"
                    }
                }
            }
        }
    })
