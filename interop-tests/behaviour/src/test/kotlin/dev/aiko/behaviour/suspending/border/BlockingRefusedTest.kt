package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.LoopFuture
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import java.time.Duration
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.time.Duration.Companion.seconds

/** In a coroutine on the loop a blocking wait would stop the loop for ever. */
class BlockingRefusedTest :
    StringSpec({
        fun refuses(wait: () -> Any?) =
            Sentences.tellsTheNextStep(shouldThrow<IllegalStateException> { wait() }, "await()")

        fun refusesEveryWait(pending: LoopFuture<*>) {
            refuses { pending.join() }
            refuses { pending.get() }
            refuses { pending.get(LONG, SECONDS) }
            refuses { Aiko.await(pending) }
            refuses { Aiko.await(pending, Duration.ofSeconds(LONG)) }
            pending.isDone shouldBe false
        }

        "waits on a pending task are refused, with a hint to await()" {
            inTask {
                val child = task {
                    delay(1.seconds)
                    1
                }
                refusesEveryWait(child)
                child.await() shouldBe 1
            }
        }

        "waits on a pending future are refused, with a hint to await()" {
            inTask { refusesEveryWait(Aiko.runningLoop().createFuture<Int>()) }
        }

        "Aiko.await on a pending foreign future is refused as well" {
            inTask {
                val foreign = CompletableFuture<Int>()
                refuses { Aiko.await(foreign) }
                foreign.isDone shouldBe false
            }
        }

        "waits are refused in launched children, in eager steps, and after suspensions" {
            inTask {
                val pending = Aiko.runningLoop().createFuture<Int>()
                launch { refusesEveryWait(pending) }.join()
                task(eager = true) { refusesEveryWait(pending) }.await()
                delay(1.seconds)
                refusesEveryWait(pending)
            }
        }

        "yieldNow belongs to straight-line bodies and is refused" {
            inTask {
                val refusal = shouldThrow<IllegalStateException> { Aiko.yieldNow() }
                Sentences.tellsTheNextStep(refusal, "yield()")
            }
        }

        "what is done gives its outcome to every kind of wait" {
            inTask {
                val child = task { 1 }
                child.await()
                child.join() shouldBe 1
                child.get() shouldBe 1
                child.get(LONG, SECONDS) shouldBe 1
                child.getNow(2) shouldBe 1
                Aiko.await(child) shouldBe 1
                val pending = Aiko.runningLoop().createFuture<Int>()
                pending.getNow(2) shouldBe 2
            }
        }

        "on another thread a wait blocks that thread, and the loop goes on" {
            inTask {
                val child = task {
                    delay(1.seconds)
                    1
                }
                withContext(Dispatchers.IO) {
                    child.join() + child.get(LONG, SECONDS) + Aiko.await(child)
                } shouldBe 3
            }
        }
    })
