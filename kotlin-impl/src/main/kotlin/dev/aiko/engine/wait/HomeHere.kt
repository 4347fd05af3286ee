package dev.aiko.engine.wait

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.engine.loop.Seat
import dev.aiko.engine.task.EnginePromise
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.runningHome
import dev.aiko.loop.LoopOptions
import dev.aiko.task.LoopFuture
import java.util.concurrent.Callable

/** A future of [homeHere] that is done. */
internal fun <T> doneHere(value: T): LoopFuture<T> =
    EnginePromise<T>(homeHere()).also { it.complete(value) }

/** The loop that runs here, or where none does the one that Aiko keeps for such callers. */
internal fun homeHere(): Home = Seat.driving()?.core?.owner as? Home ?: Elsewhere.home

/** The loop for the futures of threads that run none. Ours, whatever loops the program makes. */
private object Elsewhere {
    private const val NAME = "aiko-elsewhere"

    val home: Home by lazy {
        Runner.background(NAME) { Aiko.newEventLoop(LoopOptions.none().withName(NAME)) }
            .loop()
            .submit(Callable { runningHome("This belongs to a loop") })
            .join()
    }
}
