package dev.aiko.engine.loop

import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlin.random.Random

class TimerHeapTest :
    StringSpec({
        "timers come out by deadline, then by the order they went in" {
            checkRandomly(timers = 2_000, cancelled = 0.0)
        }

        "cancelled timers do not come out, few or many of them" {
            checkRandomly(timers = 2_000, cancelled = 0.1)
            checkRandomly(timers = 2_000, cancelled = 0.9)
        }

        "a timer cancelled on its way in does not come out" {
            val core = idleLoop()
            val timer = Ring(core, 1)
            timer.cancelTimer()

            core.timers.add(timer)

            core.timers.earliest() shouldBe Long.MAX_VALUE
            dueBy(core, 1).shouldBeEmpty()
        }
    })

private fun checkRandomly(timers: Int, cancelled: Double) {
    val random = Random(7)
    val core = idleLoop()
    val all = List(timers) { Ring(core, random.nextLong(100)) }
    all.forEach(core.timers::add)
    all.filter { random.nextDouble() < cancelled }.forEach { it.cancelTimer() }

    // sortedBy is stable, so equal deadlines stay in the order of creation.
    val live = all.filterNot { it.isRevoked }.sortedBy { it.deadline }
    val firstHalf = live.takeWhile { it.deadline <= 50 }

    dueBy(core, 50) shouldBe firstHalf
    dueBy(core, 100) shouldBe live.drop(firstHalf.size)
    core.timers.isEmpty shouldBe true
}

private fun dueBy(core: LoopCore, now: Long): List<Timer> =
    buildList { core.timers.takeDue(now, ::add) }

private fun idleLoop() = LoopCore("heap", SystemClock, { error, _, _ ->
    throw error
}, Crew::forThisJdk)

private class Ring(core: LoopCore, deadline: Long) : Timer(core, deadline) {
    override fun fire() {}
}
