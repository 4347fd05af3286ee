package dev.aiko.behaviour.suspending.guide

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.waitFor
import dev.aiko.loop.LoopClock
import dev.aiko.loop.LoopOptions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeoutException
import java.util.concurrent.atomic.AtomicLong
import java.util.concurrent.locks.LockSupport
import kotlin.time.Duration.Companion.hours

/** A clock on which hours pass in a moment. */
class SkippingClock : LoopClock {
    private val now = AtomicLong()

    override fun nanoTime(): Long = now.get()

    override fun sleepUntil(deadline: Long) {
        if (deadline == LoopClock.FOREVER) LockSupport.park(this) else now.set(deadline)
    }
}

fun <T> inVirtualTime(test: suspend CoroutineScope.() -> T): T =
    runAiko(
        loopFactory = { Aiko.newEventLoop(LoopOptions.none().withClock(SkippingClock())) },
        block = test
    )

/** What the page "From Kotlin" says of tests. */
class FromKotlinTestingTest :
    StringSpec({
        "the quickest wins, and nobody waits for the hours of the other" {
            inTime {
                inVirtualTime {
                    quickest() shouldBe "tea"
                    Aiko.runningLoop().time().toSeconds() shouldBe 1
                }
            }
        }

        "what other threads do takes no virtual time" {
            inTime {
                inVirtualTime {
                    val fromElsewhere = CompletableFuture<String>()
                    shouldThrow<TimeoutException> { waitFor(fromElsewhere, 1.hours) }
                }
            }
        }
    })
