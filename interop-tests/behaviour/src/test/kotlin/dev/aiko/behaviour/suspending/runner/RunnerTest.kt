package dev.aiko.behaviour.suspending.runner

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.LoopFactory
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.hours

class RunnerTest :
    StringSpec({
        fun <T> withRunner(test: (Runner) -> T): T =
            inTime { Runner.create(LoopFactory { virtualLoop() }).use(test) }

        "RUN-10 the runs of one runner share a loop and a context" {
            withRunner { runner ->
                val variable = Aiko.contextVar("variable", "default")
                val loop = runner.runTask {
                    variable.set("first run")
                    Aiko.runningLoop()
                }
                runner.runTask {
                    Aiko.runningLoop() shouldBeSameInstanceAs loop
                    variable.get().also { variable.set("second run") }
                } shouldBe "first run"
                runner.run(Callable { variable.get() }) shouldBe "second run"
                variable.get() shouldBe "default"
                runner.loop() shouldBeSameInstanceAs loop
            }
        }

        "RUN-10 a task left over by one run goes on in the next" {
            withRunner { runner ->
                val trail = Trail()
                val left = runner.runTask {
                    task {
                        delay(1.hours)
                        trail.add("ended")
                    }.also { yield() }
                }
                left.isDone shouldBe false
                runner.runTask { left.await() }
                trail.steps() shouldBe listOf("ended")
            }
        }

        "RUN-02 a runner is refused where a loop runs, before anything of the body runs" {
            val trail = Trail()
            inTask {
                val factory = LoopFactory {
                    trail.add("loop made")
                    virtualLoop()
                }
                Runner.create(factory).use { runner ->
                    shouldThrow<IllegalStateException> { runner.runTask { trail.add("ran") } }
                }
            }
            trail.steps() shouldBe emptyList()
        }

        "RUN-02 a runner's own body cannot run it again" {
            withRunner { runner ->
                runner.runTask {
                    val trail = Trail()
                    shouldThrow<IllegalStateException> { runner.runTask { trail.add("ran") } }
                    yield()
                    trail.steps() shouldBe emptyList()
                }
            }
        }

        "RUN-01 RUN-04 close of a runner stops what is left and closes the loop" {
            val runner = Runner.create(LoopFactory { virtualLoop() })
            val left = inTime {
                runner.use { it.runTask { task { awaitCancellation() }.also { yield() } } }
            }
            left.isCancelled shouldBe true
            runner.runCatching { runTask { } }.exceptionOrNull().let {
                (it is IllegalStateException) shouldBe true
            }
        }

        "a background runner runs bodies for its callers, and many at once" {
            inTime {
                Runner.background("aiko-test").use { runner ->
                    val gate = runner.loop().createFuture<Int>()
                    val waiting = runner.loop().task { gate.await() }
                    runner.runTask {
                        gate.complete(7)
                        Aiko.runningLoop()
                    } shouldBeSameInstanceAs runner.loop()
                    waiting.get() shouldBe 7
                }
            }
        }
    })
