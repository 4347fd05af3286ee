package dev.aiko.behaviour.suspending.sync

import dev.aiko.Runner
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.concurrent.thread

private const val ROUNDS = 2_000

/** Threads of no loop, whatever thread it is, and a loop. */
fun onEveryKindOfThread(test: (CoroutineDispatcher) -> Unit) = inTime {
    Runner.background("aiko-test").use { runner ->
        test(Dispatchers.Default)
        test(Dispatchers.Unconfined)
        test(runner.loop().asCoroutineDispatcher())
    }
}

/**
 * Thousands of times: a coroutine does [wait], and is cancelled on one thread while [meanwhile]
 * happens on another. Then [check] learns whether the wait has come to its end.
 */
fun CoroutineDispatcher.cancelWhile(
    wait: suspend () -> Unit,
    meanwhile: () -> Unit,
    check: (Boolean) -> Unit
) {
    val together = CyclicBarrier(2)
    lateinit var waiter: Job
    val canceller = thread(isDaemon = true, name = "canceller") {
        repeat(ROUNDS) {
            together.await(LONG, SECONDS)
            waiter.cancel()
            together.await(LONG, SECONDS)
        }
    }
    repeat(ROUNDS) {
        var came = false
        waiter = CoroutineScope(this).launch(start = CoroutineStart.UNDISPATCHED) {
            wait()
            came = true
        }
        together.await(LONG, SECONDS)
        meanwhile()
        together.await(LONG, SECONDS)
        runBlocking { waiter.join() }
        check(came)
    }
    canceller.join()
}
