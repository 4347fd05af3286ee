package dev.aiko.engine

import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopFactory
import dev.aiko.loop.LoopOptions

/** Which loop a thread has while none is running, and who makes loops when nobody says. */
internal class ThreadLoop {
    private val local = ThreadLocal<EventLoop?>()

    /** Any thread may set it. */
    @Volatile
    var factory: LoopFactory? = null

    fun get(): EventLoop? = local.get()

    fun set(loop: EventLoop?) = if (loop == null) local.remove() else local.set(loop)

    fun clear(loop: EventLoop) {
        if (local.get() === loop) local.remove()
    }

    fun newLoop(): EventLoop = factory?.newLoop() ?: CoroutineEventLoop(LoopOptions.none())
}
