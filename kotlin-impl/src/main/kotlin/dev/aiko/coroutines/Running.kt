package dev.aiko.coroutines

import dev.aiko.Runner
import dev.aiko.engine.task.SuspendBody
import dev.aiko.engine.task.unwrapped
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopFactory
import kotlinx.coroutines.CoroutineScope
import java.util.concurrent.CompletionException

/**
 * Runs a program: makes a loop, runs [block] as its main task, cancels what is left over, waits for
 * that, and closes the loop.
 *
 * Coroutines launched in the scope of [block] belong to the main task, which waits for them; tasks
 * made with [task] belong to the loop.
 *
 * @param debug debug mode of the loop; null for the process default
 * @param loopFactory makes the loop; null for the process-wide factory
 * @throws IllegalStateException where a loop runs on this thread already
 */
@JvmSynthetic
public fun <T> runAiko(
    debug: Boolean? = null,
    loopFactory: LoopFactory? = null,
    block: suspend CoroutineScope.() -> T
): T {
    val runner = if (loopFactory == null) Runner.create() else Runner.create(loopFactory)
    return runner.use {
        if (debug != null) it.loop().isDebug = debug
        it.runTask(block)
    }
}

/** `Runner.run` for a Kotlin body; a checked failure comes as it is. */
@JvmSynthetic
public fun <T> Runner.runTask(block: suspend CoroutineScope.() -> T): T =
    unwrapping { run(SuspendBody(block = block)) }

/** `EventLoop.runUntilComplete` for a Kotlin body; a checked failure comes as it is. */
@JvmSynthetic
public fun <T> EventLoop.runTask(block: suspend CoroutineScope.() -> T): T =
    unwrapping { runUntilComplete(SuspendBody(block = block)) }

private inline fun <T> unwrapping(run: () -> T): T =
    try {
        run()
    } catch (wrapped: CompletionException) {
        throw unwrapped(wrapped)
    }
