package dev.aiko.behaviour.suspending

import dev.aiko.Aiko
import dev.aiko.behaviour.VirtualClock
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopClock
import dev.aiko.loop.LoopOptions
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionStage
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread
import kotlin.time.Duration
import kotlin.time.toKotlinDuration

/** Longer than any of these tests takes on the slowest machine; only a hang lasts so long. */
const val LONG: Long = 60

/** A loop in virtual time. */
fun virtualLoop(clock: LoopClock = VirtualClock()): EventLoop =
    Aiko.newEventLoop(LoopOptions.none().withClock(clock))

/** Gives [test] a loop in virtual time, and closes it in the end. */
fun <T> withLoop(clock: LoopClock = VirtualClock(), test: (EventLoop) -> T): T =
    inTime { virtualLoop(clock).use(test) }

/** Runs [body] as the main task of a loop in virtual time. */
fun <T> inTask(body: suspend CoroutineScope.() -> T): T = withLoop { it.runTask(body) }

/** Runs [test] on a thread of its own, so that a hang is a failure that shows where it hangs. */
fun <T> inTime(test: () -> T): T {
    val outcome = AtomicReference<Result<T>>()
    val runner = thread(isDaemon = true, name = "test") { outcome.set(runCatching(test)) }
    runner.join(LONG * 1_000)
    val ended = outcome.get()
    if (ended == null) {
        val where = runner.stackTrace.joinToString("\n    at ", "\n    at ")
        throw AssertionError("The test hangs after $LONG s; its thread is$where")
    }
    return ended.getOrThrow()
}

/** Waits for the end, whatever it is. */
suspend fun CompletionStage<*>.end() {
    runCatching { await() }
}

/** How much of the running loop's time [block] takes. */
inline fun elapsed(block: () -> Unit): Duration {
    val loop = Aiko.runningLoop()
    val start = loop.time()
    block()
    return loop.time().minus(start).toKotlinDuration()
}
