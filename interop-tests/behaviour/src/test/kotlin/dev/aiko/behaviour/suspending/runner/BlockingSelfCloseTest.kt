package dev.aiko.behaviour.suspending.runner

import dev.aiko.Runner
import dev.aiko.behaviour.Wait
import dev.aiko.coroutines.blocking
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import java.util.concurrent.CountDownLatch

/** A background runner that is closed in `blocking { }` of its own body. */
class BlockingSelfCloseTest :
    StringSpec({
        "closing a runner in its own blocking code is refused, or works, but does not hang" {
            val runner = Runner.background("aiko-test")
            val returned = CountDownLatch(1)
            runner.loop().task {
                blocking {
                    try {
                        runner.close()
                    } catch (_: IllegalStateException) {
                        // Fine as well.
                    }
                    returned.countDown()
                }
            }
            Wait.until(returned)
            Wait.onAnotherThread { runner.close() }
        }
    })
