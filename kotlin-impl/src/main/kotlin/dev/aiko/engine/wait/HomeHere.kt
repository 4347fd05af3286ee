package dev.aiko.engine.wait

import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.task.LoopFuture

/** A future of [homeHere] that is done. */
internal fun <T> doneHere(value: T): LoopFuture<T> =
    EnginePromise<T>(homeHere()).also { it.complete(value) }

/** The loop that runs here, or where none does the one that Aiko keeps for such callers. */
internal fun homeHere(): Home = Seat.driving()?.core?.owner as? Home ?: Elsewhere.home()
