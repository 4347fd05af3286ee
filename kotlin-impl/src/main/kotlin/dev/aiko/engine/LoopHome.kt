package dev.aiko.engine

import dev.aiko.engine.task.Home
import dev.aiko.loop.EventLoop

/** What the futures of this loop share. */
internal fun homeOf(loop: EventLoop): Home =
    (loop as? CoroutineEventLoop)?.home
        ?: throw IllegalArgumentException(
            "$loop is no event loop of Aiko's; make one with Aiko.newEventLoop()."
        )
