package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.sync.AsyncBarrier
import dev.aiko.sync.BrokenBarrierException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe

class BrokenBarrierTest :
    StringSpec({
        /** How a wait ends: the place, or what is wrong. */
        fun party(barrier: AsyncBarrier) = task {
            try {
                "place ${barrier.await()}"
            } catch (broken: BrokenBarrierException) {
                "broken"
            }
        }

        "BAR-08 a reset fails all who wait, and the barrier can be used" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                val early = List(2) { party(barrier) }
                settle()
                barrier.reset()
                barrier.waiting() shouldBe 0
                barrier.isBroken shouldBe false
                early.map { it.await() } shouldBe listOf("broken", "broken")
                val again = List(3) { party(barrier) }
                again.map { it.await() } shouldBe listOf("place 0", "place 1", "place 2")
            }
        }

        "BAR-09 a reset of an idle barrier changes nothing" {
            inTask {
                val barrier = AsyncBarrier.create(2)
                barrier.reset()
                barrier.isBroken shouldBe false
                val first = party(barrier)
                barrier.reset() // before the party has begun
                settle()
                barrier.await() shouldBe 1
                first.await() shouldBe "place 0"
                barrier.reset()
                barrier.isBroken shouldBe false
            }
        }

        "BAR-10 those who were failed by a reset may come again" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                val stubborn = List(2) {
                    task {
                        shouldThrow<BrokenBarrierException> { barrier.await() }
                        barrier.await()
                    }
                }
                settle()
                barrier.reset()
                settle()
                barrier.waiting() shouldBe 2
                barrier.await() shouldBe 2
                stubborn.map { it.await() } shouldBe listOf(0, 1)
            }
        }

        "BAR-11 an abort fails all who wait and all who come" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                val early = List(2) { party(barrier) }
                settle()
                barrier.abort()
                barrier.isBroken shouldBe true
                barrier.waiting() shouldBe 0
                early.map { it.await() } shouldBe listOf("broken", "broken")
                List(3) { party(barrier) }.map { it.await() }.toSet() shouldBe setOf("broken")
                Sentences.tellsTheNextStep(
                    shouldThrow<BrokenBarrierException> { barrier.await() },
                    "reset"
                )
            }
        }

        "BAR-11 in a barrier for one as well" {
            inTask {
                val barrier = AsyncBarrier.create(1)
                barrier.abort()
                shouldThrow<BrokenBarrierException> { barrier.await() }
            }
        }

        "BAR-12 a reset after an abort mends it" {
            inTask {
                val barrier = AsyncBarrier.create(2)
                val early = party(barrier)
                settle()
                barrier.abort()
                barrier.reset() // those who were failed need not have left
                barrier.isBroken shouldBe false
                early.await() shouldBe "broken"
                List(2) { party(barrier) }.map { it.await() } shouldBe listOf("place 0", "place 1")
            }
        }

        "BAR-13 a block after the wait has the place, and its failure breaks nothing" {
            inTask {
                val barrier = AsyncBarrier.create(2)
                val trail = Trail()
                suspend fun <T> AsyncBarrier.together(block: suspend (Int) -> T): T = block(await())
                val failing = task {
                    runCatching { barrier.together { error("boom") } }.exceptionOrNull()?.message
                }
                barrier.together { place -> trail.add("place $place") }
                failing.await() shouldBe "boom"
                trail.steps().size shouldBe 1
                barrier.isBroken shouldBe false
                barrier.waiting() shouldBe 0
                List(2) { party(barrier) }.map { it.await() } shouldBe listOf("place 0", "place 1")
            }
        }
    })
