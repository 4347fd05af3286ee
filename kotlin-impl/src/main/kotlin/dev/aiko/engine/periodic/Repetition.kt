package dev.aiko.engine.periodic

import dev.aiko.engine.context.Ambient
import dev.aiko.engine.loop.deadlineIn
import dev.aiko.engine.loop.isFatal
import dev.aiko.engine.loop.saturatedNanos
import dev.aiko.engine.task.ActionTimer
import dev.aiko.engine.task.Composite
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.Part
import dev.aiko.engine.task.cancellation
import dev.aiko.engine.task.failure
import dev.aiko.engine.task.giveUp
import dev.aiko.engine.task.stageOf
import dev.aiko.loop.Periodic
import dev.aiko.loop.PeriodicOptions
import dev.aiko.task.LoopFuture
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier

/**
 * Work that is done again and again, one run after the other.
 *
 *     WAITING ──timer──▶ RUNNING ──run ends──▶ WAITING …      either ──stop, cancel──▶ done
 *
 * Everything mutable is guarded by the role, except [runs], which anybody may read.
 */
internal class Repetition(
    private val home: Home,
    private val options: PeriodicOptions,
    private val body: Supplier<out CompletionStage<*>>
) : Periodic {
    private val cell = Ambient.here().cell.copy()
    private val period = options.period().saturatedNanos()

    /** When the next run is due. */
    private var due = home.core.deadlineIn(options.initialDelay().saturatedNanos())
    private var timer: ActionTimer? = null

    @Volatile // read by whoever asks whom we wait for
    private var run: CompletableFuture<*>? = null
    private var isStopping = false

    /** Whether the body is being called, which may stop its own repetition. */
    private var isBeginning = false
    private var request: CancellationException? = null

    @Volatile
    private var runs = 0L

    private val done: LoopFuture<Void?> =
        object : Composite<Void?>(home) {
            override fun stopParts(reason: String?): Boolean {
                this@Repetition.cancel(reason)
                return true
            }

            override fun waitsFor(): Collection<Any> = listOfNotNull(run)
        }

    fun begin(): Repetition {
        home.ensureOpen()
        home.core.within(::arm)
        return this
    }

    private fun arm() {
        if (isStopping) return end(null)
        val next = ActionTimer(home.core, due, onDiscard = ::closed, action = ::beginRun)
        timer = next
        if (home.core.hosting.isClosing || !home.core.post(next)) closed()
    }

    private fun closed() = end(cancellation("EventLoop '${home.core.name}' was closed."))

    private fun beginRun() {
        timer = null
        isBeginning = true
        runs++
        val stage = stageOf { cell.within { body.get() } }
        run = stage
        isBeginning = false
        request?.let { stage.giveUp(it.message) }
        Part(home, stage) { if (!home.core.post(Runnable { endRun(stage) })) endRun(stage) }.watch()
    }

    private fun endRun(stage: CompletableFuture<*>) {
        run = null
        val failure = stage.failure()
        if (failure != null && isFatal(failure)) {
            end(failure)
            throw failure
        }
        if (failure != null && failure !is CancellationException) {
            home.report("A run of periodic work failed: $this", failure, null)
            if (options.stopsOnFailure()) return end(failure)
        }
        due = nextDue(home.core.clock.nanoTime())
        arm()
    }

    private fun nextDue(now: Long): Long {
        if (!options.fixedRate()) return home.core.deadlineIn(period)
        val planned = due + period
        val catchesUp = options.overrun() == PeriodicOptions.Overrun.CATCH_UP
        if (planned > now || catchesUp) return planned
        // Straight to the first time that lies ahead, however many were missed.
        return planned + ((now - planned) / period + 1) * period
    }

    private fun end(failure: Throwable?) {
        val why = request ?: failure
        if (why == null) done.complete(null) else done.completeExceptionally(why)
    }

    override fun stop() =
        home.core.within {
            isStopping = true
            endIfWaiting()
        }

    override fun cancel(reason: String?) =
        home.core.within {
            isStopping = true
            if (request == null) request = cancellation(reason)
            run?.giveUp(reason)
            endIfWaiting()
        }

    private fun endIfWaiting() {
        if (run != null || isBeginning) return
        timer?.wake()
        end(null)
    }

    override fun runs(): Long = runs

    override fun done(): LoopFuture<Void?> = done

    override fun toString(): String = "<Periodic every ${options.period()} runs=$runs>"
}
