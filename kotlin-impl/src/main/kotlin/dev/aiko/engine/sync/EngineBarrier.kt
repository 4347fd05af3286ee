package dev.aiko.engine.sync

import dev.aiko.engine.wait.Line
import dev.aiko.engine.wait.Wish
import dev.aiko.engine.wait.awaitHere
import dev.aiko.engine.wait.block
import dev.aiko.engine.wait.grantAll
import dev.aiko.engine.wait.promise
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.BarrierStatistics
import dev.aiko.sync.BrokenBarrierException
import dev.aiko.task.LoopFuture

/**
 * The last party lets all of them go on, and the next ones fill the barrier anew.
 *
 *     FILLING ──last party──▶ FILLING        FILLING ──abort──▶ BROKEN ──reset──▶ FILLING
 *
 * All states are guarded by this.
 */
internal class EngineBarrier(private val parties: Int) : AsyncBarrier {
    init {
        require(parties > 0) { "A barrier for $parties parties; it takes at least one." }
    }

    private var isBroken = false
    private val line = Line<Party>()

    private inner class Party : Wish<Int>() {
        override fun takeOrQueue(): Boolean {
            val others =
                synchronized(this@EngineBarrier) {
                    if (isBroken) {
                        throw BrokenBarrierException(
                            "${this@EngineBarrier} was aborted; reset it before the next wait."
                        )
                    }
                    line.add(this)
                    if (line.size < parties) return false
                    line.take().onEachIndexed { place, party -> party.value = place } - this
                }
            others.grantAll()
            return true
        }

        override fun leave() {
            synchronized(this@EngineBarrier) { line.remove(this) }
        }

        /** It has come here; that it cannot go on changes nothing for the others. */
        override fun giveBack() = true

        override val aim: String get() = "an AsyncBarrier"
    }

    /** `await` of a coroutine. */
    suspend fun awaitHere(): Int = Party().awaitHere()

    override fun awaitAsync(): LoopFuture<Int> = Party().promise()

    override fun awaitBlocking(): Int = Party().block("awaitBlocking")

    override fun reset() = fail(
        breaks = false,
        "was reset while this party waited; wait again, with the others."
    )

    override fun abort() = fail(
        breaks = true,
        "was aborted while this party waited; reset it before the next wait."
    )

    private fun fail(breaks: Boolean, what: String) {
        val waiting =
            synchronized(this) {
                isBroken = breaks
                line.take()
            }
        val text = "$this $what"
        waiting.forEach { it.ticket.fail(BrokenBarrierException(text)) }
    }

    @Synchronized
    override fun isBroken(): Boolean = isBroken

    override fun parties(): Int = parties

    @Synchronized
    override fun waiting(): Int = line.size

    @Synchronized
    override fun statistics() = BarrierStatistics(parties, line.size, isBroken)

    @Synchronized
    override fun toString(): String =
        if (isBroken) "<AsyncBarrier broken>" else "<AsyncBarrier filling ${line.size}/$parties>"
}
