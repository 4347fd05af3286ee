package dev.aiko.behaviour.suspending.loop

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.VirtualClock
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.loop.LoopClock
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.comparables.shouldBeLessThanOrEqualTo
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.nanoseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

class SleepTest :
    StringSpec({
        "CALL-17 a chain of tiny sleeps does not spin" {
            val tiny = listOf(10.milliseconds, 100.nanoseconds, 10.nanoseconds, 1.nanoseconds)
            val clock = VirtualClock()
            withLoop(clock) { loop ->
                loop.runTask {
                    tiny.forEach { delay(it) }
                    tiny.forEach { Aiko.sleep(it.toJavaDuration()).await() }
                }
            }
            clock.slept().size shouldBeLessThanOrEqualTo 20
        }

        "CALL-18 yield suspends for exactly one turn" {
            inTask {
                val trail = Trail()
                val loop = Aiko.runningLoop()
                loop.callSoon {
                    trail.add("queued before")
                    loop.callSoon { trail.add("the turn after") }
                }
                yield()
                trail.add("resumed")
                yield()
                trail.steps() shouldBe listOf("queued before", "resumed", "the turn after")
            }
        }

        "CALL-18 two tasks that yield take turns" {
            inTask {
                val trail = Trail()
                val tasks = listOf("a", "b").map { name ->
                    task {
                        repeat(3) { step ->
                            trail.add("$name$step")
                            yield()
                        }
                    }
                }
                tasks.forEach { it.await() }
                trail.steps() shouldBe listOf("a0", "b0", "a1", "b1", "a2", "b2")
            }
        }

        "CALL-18 CALL-19 a sleep of zero or less lets the queued callbacks run, and no time pass" {
            inTask {
                for (delay in listOf(Duration.ZERO, (-5).seconds)) {
                    val trail = Trail()
                    Aiko.runningLoop().callSoon { trail.add("queued before") }
                    elapsed { Aiko.sleep(delay.toJavaDuration()).await() } shouldBe Duration.ZERO
                    trail.steps() shouldBe listOf("queued before")
                }
            }
        }

        "CALL-19 a sleep gives the value it was given" {
            inTask {
                elapsed {
                    Aiko.sleep(2.seconds.toJavaDuration(), "rested").await() shouldBe "rested"
                } shouldBe 2.seconds
                Aiko.sleep((-2).seconds.toJavaDuration(), "at once").await() shouldBe "at once"
            }
        }

        "CALL-21 a cancelled delay takes its timer along" {
            val clock = VirtualClock()
            withLoop(clock) { loop ->
                loop.runTask {
                    val start = clock.nanoTime()
                    val child = task { delay(1.hours) }
                    yield()
                    child.cancel(false)
                    child.end()
                    clock.nanoTime() shouldBe start
                    delay(2.hours)
                    clock.slept().toSet() shouldBe setOf(start + 2.hours.inWholeNanoseconds)
                }
            }
        }

        "CALL-21 a cancelled sleep takes its timer along as well" {
            val clock = VirtualClock()
            withLoop(clock) { loop ->
                loop.runTask {
                    val start = clock.nanoTime()
                    val sleep = Aiko.sleep(1.hours.toJavaDuration())
                    val child = task { sleep.await() }
                    yield()
                    child.cancel(false)
                    child.end()
                    sleep.isCancelled shouldBe true
                    delay(2.hours)
                    clock.slept().toSet() shouldBe setOf(start + 2.hours.inWholeNanoseconds)
                }
            }
        }

        "delays end in the order of their deadlines, equal ones in the order of their start" {
            inTask {
                val trail = Trail()
                for ((name, seconds) in listOf(
                    "c" to 3,
                    "a" to 1,
                    "b" to 2,
                    "a2" to 1,
                    "b2" to 2
                )) {
                    task {
                        delay(seconds.seconds)
                        trail.add(name)
                    }
                }
                delay(2.seconds)
                // This timer was set in this turn, before the first steps of the others.
                trail.steps() shouldBe listOf("a", "a2")
                delay(1.hours)
                trail.steps() shouldBe listOf("a", "a2", "b", "b2", "c")
            }
        }

        "delays of Kotlin and timers of the loop share one order" {
            inTask {
                val trail = Trail()
                val loop = Aiko.runningLoop()
                loop.callLater(2.seconds.toJavaDuration()) { trail.add("callback 2 s") }
                loop.callLater(1.seconds.toJavaDuration()) { trail.add("callback 1 s") }
                task {
                    delay(1_500.milliseconds)
                    trail.add("task 1.5 s")
                }
                delay(3.seconds)
                trail.steps() shouldBe listOf("callback 1 s", "task 1.5 s", "callback 2 s")
            }
        }
    })

/** Until when the loop slept, apart from the sleeps without a timer. */
private fun VirtualClock.slept(): List<Long> = deadlines().filter { it != LoopClock.FOREVER }
