package dev.aiko.engine.sync

import dev.aiko.engine.task.LineWait
import dev.aiko.engine.task.TaskElement
import dev.aiko.engine.wait.awaitGrant
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.Job
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.isActive
import kotlinx.coroutines.withContext
import java.lang.ref.Reference
import kotlin.coroutines.coroutineContext

/**
 * `await` of a coroutine, wherever that runs: it needs no loop. What a [ConditionWait] goes through
 * from state to state stands here in lines, and it ends with the lock held as well, whatever it ends
 * with. A signal that came to somebody who was cancelled goes on to the next one.
 */
internal suspend fun EngineCondition.awaitHere() = awaitRounds("await") { true }

/** `awaitUntil` of a coroutine. */
internal suspend fun EngineCondition.awaitUntilHere(predicate: () -> Boolean) {
    if (!predicate()) awaitRounds("awaitUntil", predicate)
}

private suspend fun EngineCondition.awaitRounds(verb: String, isSo: () -> Boolean) {
    requireLock(verb)
    val holding = lock.holding()
    try {
        if (!hasSignal(holding)) throw noLock(verb)
        while (!isSo()) check(hasSignal(holding)) { PREDICATE_RELEASED }
    } finally {
        // A close of the lease in the break counts now.
        if (lock.permits.endBreak(holding)) lock.permits.end(holding)
    }
}

/** Waits for a signal without the lock; false, at once, when it is not held. */
private suspend fun EngineCondition.hasSignal(holding: Int): Boolean {
    val signal = Signal(this, holding)
    var isBack = true
    try {
        signal.awaitGrant(Unit)
    } finally {
        if (signal.hasBegun) {
            isBack = lock.isBack()
            if (isBack) lock.permits.goOnWith(holding)
        }
    }
    // Cancelled on the way back.
    if (signal.hasBegun && !(isBack && coroutineContext.isActive)) signal.giveBack()
    coroutineContext.ensureActive()
    if (!isBack) throw CancellationException("The event loop of this coroutine was closed.")
    return signal.hasBegun
}

/** Waits for the lock again, whatever happens; but not when the loop closes: that may be for long. */
private suspend fun EngineLock.isBack(): Boolean {
    val waits = coroutineContext[TaskElement]?.home?.waits
    val patience = Job() // in place of the coroutine's own, a cancel of which ends nothing here
    val impatient = Impatient(patience)
    val link = waits?.enter(impatient)
    try {
        withContext(patience) { acquireHere() }
    } catch (_: CancellationException) {
        return false
    } finally {
        link?.let(waits::leave)
        Reference.reachabilityFence(impatient) // the waits of a loop are held weakly
    }
    return true
}

private class Impatient(private val patience: Job) : LineWait {
    override fun loopCloses() = patience.cancel()
}
