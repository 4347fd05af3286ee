package dev.aiko.behaviour.suspending.runner

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.runTask
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield

/** A background runner that is closed by code of its own loop, which it would have to wait for. */
class SelfCloseTest :
    StringSpec({
        fun refused(close: (Runner) -> Unit) = inTime {
            Runner.background("aiko-test").use { runner ->
                close(runner)
                runner.runTask { "still works" } shouldBe "still works"
            }
        }

        "in a body, and in a child of it, closing is refused" {
            refused { runner ->
                runner.runTask {
                    shouldThrow<IllegalStateException> { runner.close() }
                    yield()
                    shouldThrow<IllegalStateException> { runner.close() }
                    launch { shouldThrow<IllegalStateException> { runner.close() } }
                }
            }
        }

        "a body may close another runner on another thread" {
            inTime {
                val other = Runner.background("aiko-other")
                val otherLoop = other.loop()
                Runner.background("aiko-test").use { runner ->
                    runner.runTask { withContext(Dispatchers.IO) { other.close() } }
                }
                otherLoop.isClosed shouldBe true
            }
        }
    })
