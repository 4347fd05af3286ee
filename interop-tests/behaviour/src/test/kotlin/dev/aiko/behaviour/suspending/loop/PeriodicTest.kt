package dev.aiko.behaviour.suspending.loop

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.every
import dev.aiko.coroutines.repeating
import dev.aiko.loop.Periodic
import dev.aiko.loop.PeriodicOptions
import dev.aiko.loop.PeriodicOptions.Overrun
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.delay
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/** Work that is done again and again. */
class PeriodicTest :
    StringSpec({
        // The seconds at which runs begin that take as long as told, while this much time passes.
        suspend fun beginnings(
            options: PeriodicOptions,
            time: Duration,
            length: (run: Int) -> Duration
        ): List<Long> {
            val start = Aiko.runningLoop().time()
            val begun = mutableListOf<Long>()
            val body: suspend CoroutineScope.() -> Unit = {
                begun += (Aiko.runningLoop().time() - start).toKotlinDuration().inWholeSeconds
                delay(length(begun.size))
            }
            val work = Aiko.runningLoop().repeating(options, body)
            delay(time)
            work.cancel(null)
            work.done().end()
            return begun
        }

        "the first run is after one period, the next ones by the clock" {
            inTask {
                val trail = Trail()
                val start = Aiko.runningLoop().time()
                val work = Aiko.runningLoop().every(10.seconds) {
                    trail.add("${Aiko.runningLoop().time() - start}")
                    delay(3.seconds)
                }
                delay(35.seconds)
                work.runs() shouldBe 3
                work.stop()
                delay(1.hours)
                work.runs() shouldBe 3
                work.done().isDone shouldBe true
                trail.reads("PT10S", "PT20S", "PT30S")
            }
        }

        "no drift over ten thousand periods" {
            inTask {
                val loop = Aiko.runningLoop()
                val start = loop.time()
                val late = mutableListOf<Long>()
                lateinit var work: Periodic
                work = loop.every(7.milliseconds) {
                    val planned = start + (7.milliseconds * work.runs().toInt()).toJavaDuration()
                    if (loop.time() != planned) late += work.runs()
                    delay(1.milliseconds)
                    if (work.runs() == 10_000L) work.stop()
                }
                elapsed { work.done().await() } shouldBe 70_001.milliseconds
                late.shouldBeEmpty()
            }
        }

        "at a fixed delay the period counts from the end of a run" {
            inTask {
                beginnings(PeriodicOptions.fixedDelay(10.seconds.toJavaDuration()), 50.seconds) {
                    3.seconds
                } shouldBe listOf(10L, 23L, 36L, 49L)
            }
        }

        "the first run may come earlier, or later" {
            inTask {
                val options = PeriodicOptions.fixedRate(10.seconds.toJavaDuration())
                beginnings(options.withInitialDelay(1.seconds.toJavaDuration()), 25.seconds) {
                    1.seconds
                } shouldBe listOf(1L, 11L, 21L)
                beginnings(options.withInitialDelay(Duration.ZERO.toJavaDuration()), 25.seconds) {
                    1.seconds
                } shouldBe listOf(0L, 10L, 20L)
            }
        }

        "what a long run has missed is left out" {
            inTask {
                beginnings(PeriodicOptions.fixedRate(10.seconds.toJavaDuration()), 65.seconds) {
                    if (it == 1) 25.seconds else 1.seconds
                } shouldBe listOf(10L, 40L, 50L, 60L)
            }
        }

        "or is caught up with, one after the other" {
            inTask {
                val options = PeriodicOptions.fixedRate(10.seconds.toJavaDuration())
                    .withOverrun(Overrun.CATCH_UP)
                beginnings(options, 65.seconds) {
                    if (it == 1) 25.seconds else 1.seconds
                } shouldBe listOf(10L, 35L, 36L, 40L, 50L, 60L)
            }
        }

        "a period has to be above zero" {
            inTask {
                for (period in listOf(Duration.ZERO, (-1).seconds)) {
                    shouldThrow<IllegalArgumentException> { Aiko.runningLoop().every(period) { } }
                }
            }
        }
    })
