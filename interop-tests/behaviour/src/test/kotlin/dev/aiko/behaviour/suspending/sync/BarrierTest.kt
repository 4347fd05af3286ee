package dev.aiko.behaviour.suspending.sync

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.sync.AsyncBarrier
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.delay
import kotlin.time.Duration.Companion.hours

class BarrierTest :
    StringSpec({
        "BAR-01 a barrier for fewer than one is refused" {
            for (parties in listOf(0, -1)) {
                shouldThrow<IllegalArgumentException> {
                    AsyncBarrier.create(parties)
                }.message shouldContain "$parties"
            }
        }

        "BAR-02 nobody passes before the last has come, and each learns its place" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                barrier.parties() shouldBe 3
                val early = List(2) { task { barrier.await() } }
                delay(1.hours)
                early.map { it.isDone } shouldBe listOf(false, false)
                barrier.await() shouldBe 2
                early.map { it.await() } shouldBe listOf(0, 1)
            }
        }

        "BAR-03 a barrier for one lets it pass without suspending, again and again" {
            inTask {
                val barrier = AsyncBarrier.create(1)
                repeat(3) {
                    suspends { barrier.await() shouldBe 0 } shouldBe false
                    barrier.waiting() shouldBe 0
                }
            }
        }

        "BAR-04 the same parties pass it again and again, together" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                val trail = Trail()
                List(3) { number ->
                    task {
                        repeat(4) { round ->
                            delay((number + 1).hours)
                            barrier.await() shouldBe number
                            trail.add("round $round")
                        }
                    }
                }.forEach { it.await() }
                trail.steps() shouldBe List(12) { "round ${it / 3}" }
                barrier.isBroken shouldBe false
            }
        }

        "BAR-04 many more than its parties pass in groups, in the order in which they came" {
            inTask {
                val barrier = AsyncBarrier.create(2)
                val places = List(6) { task { barrier.await() } }.map { it.await() }
                places shouldBe listOf(0, 1, 0, 1, 0, 1)
            }
        }

        "BAR-05 it counts those who wait, and none when the last has come" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                barrier.waiting() shouldBe 0
                val early = List(2) { number ->
                    task { barrier.await() }.also {
                        settle()
                        barrier.waiting() shouldBe number + 1
                    }
                }
                barrier.await()
                barrier.waiting() shouldBe 0
                early.forEach { it.await() }
            }
        }

        "BAR-06 a cancelled waiter leaves its place to another, and nothing is broken" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                val early = List(2) { task { barrier.await() } }
                settle()
                early[0].cancel("not needed")
                barrier.waiting() shouldBe 1
                early[0].end()
                early[0].isCancelled shouldBe true
                barrier.isBroken shouldBe false
                val late = task { barrier.await() }
                settle()
                early[1].isDone shouldBe false
                barrier.await()
                early[1].await()
                late.await()
                barrier.waiting() shouldBe 0
            }
        }

        "BAR-06 one that is cancelled when all have come has come: the others go on" {
            inTask {
                val barrier = AsyncBarrier.create(3)
                val early = List(2) { task { barrier.await() } }
                settle()
                barrier.await() shouldBe 2
                early[0].cancel("too late")
                early.forEach { it.end() }
                early[0].isCancelled shouldBe true
                early[1].await() shouldBe 1
                barrier.waiting() shouldBe 0
                barrier.isBroken shouldBe false
            }
        }

        "BAR-07 in part: with the last party it fills anew, and who comes next waits" {
            inTask {
                val barrier = AsyncBarrier.create(2)
                val first = task { barrier.await() }
                settle()
                barrier.await()
                first.isDone shouldBe false // released, and not gone on yet
                val next = task { barrier.await() }
                settle()
                first.await() shouldBe 0
                next.isDone shouldBe false
                barrier.waiting() shouldBe 1
                barrier.await() shouldBe 1
                next.await() shouldBe 0
            }
        }
    })
