package dev.aiko.behaviour.suspending.loop

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.every
import dev.aiko.coroutines.repeating
import dev.aiko.coroutines.runTask
import dev.aiko.loop.Periodic
import dev.aiko.loop.PeriodicOptions
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration
import kotlin.time.toKotlinDuration

/** Periodic work fails, is stopped, and ends. */
class PeriodicEndTest :
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

        "a failing run is reported, and the next one comes at its time" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    val boom = IllegalStateException("boom")
                    val work = loop.every(10.seconds) { throw boom }
                    delay(25.seconds)
                    work.runs() shouldBe 2
                    reports.all.map { it.exception() } shouldBe listOf(boom, boom)
                    work.stop()
                    work.done().await()
                }
            }
            reports.all.size shouldBe 2
        }

        "by choice the first failing run is the last one" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    val boom = IllegalStateException("boom")
                    val options = PeriodicOptions.fixedRate(10.seconds.toJavaDuration())
                        .stoppingOnFailure()
                    val body: suspend CoroutineScope.() -> Unit = { throw boom }
                    val work = loop.repeating(options, body)
                    shouldThrow<IllegalStateException> {
                        work.done().await()
                    } shouldBeSameInstanceAs boom
                    delay(1.hours)
                    work.runs() shouldBe 1
                    reports.all.single().exception() shouldBeSameInstanceAs boom
                }
            }
        }

        "a run that somebody else cancels is no failure" {
            val reports = Reports()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    val work = loop.every(10.seconds) {
                        Aiko.currentTask()!!.cancel("not this time")
                        delay(1.seconds)
                    }
                    delay(25.seconds)
                    work.runs() shouldBe 2
                    work.stop()
                    work.done().await()
                }
            }
            reports.all.shouldBeEmpty()
        }

        "stop lets the present run finish, cancel does not but waits for its end" {
            inTask {
                val trail = Trail()
                for (ends in listOf<Periodic.() -> Unit>({ stop() }, { cancel("enough") })) {
                    val work = Aiko.runningLoop().every(10.seconds) {
                        try {
                            delay(1.minutes)
                            trail.add("finished")
                        } finally {
                            withContext(NonCancellable) { delay(1.seconds) }
                            trail.add("clean")
                        }
                    }
                    delay(20.seconds)
                    work.ends()
                    work.ends()
                    work.done().isDone shouldBe false
                    work.done().end()
                    work.runs() shouldBe 1
                }
                trail.reads("finished", "clean", "clean")
            }
        }

        "cancelling its end is to cancel it" {
            inTask {
                val trail = Trail()
                val work = Aiko.runningLoop().every(10.seconds) {
                    try {
                        awaitCancellation()
                    } finally {
                        trail.add("cancelled")
                    }
                }
                delay(15.seconds)
                work.done().cancel("enough")
                work.done().end()
                trail.reads("cancelled")
                delay(1.hours)
                work.runs() shouldBe 1
            }
        }

        "a stop between two runs, and one by a run itself, end it at once" {
            inTask {
                val between = Aiko.runningLoop().every(10.seconds) { }
                delay(15.seconds)
                between.stop()
                elapsed { between.done().await() } shouldBe Duration.ZERO
                lateinit var itself: Periodic
                itself = Aiko.runningLoop().every(10.seconds) { itself.stop() }
                elapsed { itself.done().await() } shouldBe 10.seconds
            }
        }
    })
