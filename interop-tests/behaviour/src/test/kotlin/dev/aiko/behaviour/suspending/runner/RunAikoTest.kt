package dev.aiko.behaviour.suspending.runner

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task
import dev.aiko.loop.EventLoop
import dev.aiko.loop.LoopFactory
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

class RunAikoTest :
    StringSpec({
        val inVirtualTime = LoopFactory { virtualLoop() }

        "RUN-01 runAiko gives the value of the main task and closes its loop" {
            lateinit var loop: EventLoop
            inTime {
                runAiko {
                    loop = Aiko.runningLoop()
                    yield()
                    "value"
                }
            } shouldBe "value"
            loop.isClosed shouldBe true
            loop.isRunning shouldBe false
        }

        "RUN-01 runAiko throws the very failure of the main task and closes its loop" {
            for (boom in listOf(IllegalStateException("boom"), IOException("boom"))) {
                lateinit var loop: EventLoop
                shouldThrow<Exception> {
                    inTime {
                        runAiko {
                            loop = Aiko.runningLoop()
                            yield()
                            throw boom
                        }
                    }
                } shouldBeSameInstanceAs boom
                loop.isClosed shouldBe true
            }
        }

        "RUN-01 runAiko closes its loop when the main task was cancelled" {
            lateinit var loop: EventLoop
            val end = shouldThrow<CancellationException> {
                inTime {
                    runAiko {
                        loop = Aiko.runningLoop()
                        Aiko.currentTask()!!.cancel("enough")
                        awaitCancellation()
                    }
                }
            }
            end.message shouldBe "enough"
            loop.isClosed shouldBe true
        }

        "RUN-02 runAiko inside a running loop is refused before anything of it runs" {
            val trail = Trail()
            inTask {
                val refusal = shouldThrow<IllegalStateException> {
                    runAiko(
                        loopFactory = {
                            trail.add("loop made")
                            virtualLoop()
                        }
                    ) { trail.add("ran") }
                }
                Sentences.tellsTheNextStep(refusal, "loop")
            }
            trail.steps() shouldBe emptyList()
        }

        "RUN-04 unfinished tasks are cancelled and waited for before the loop closes" {
            val trail = Trail()
            lateinit var left: Task<*>
            inTime {
                runAiko(loopFactory = inVirtualTime) {
                    left = task {
                        try {
                            delay(1.hours)
                        } finally {
                            withContext(NonCancellable) {
                                delay(1.seconds)
                                trail.add("clean, on an open loop: ${!Aiko.runningLoop().isClosed}")
                            }
                        }
                    }
                    yield()
                    trail.add("main ends")
                }
            }
            trail.steps() shouldBe listOf("main ends", "clean, on an open loop: true")
            left.isCancelled shouldBe true
        }

        "RUN-04 unfinished tasks are cancelled as well when the main task fails" {
            lateinit var left: Task<*>
            shouldThrow<IllegalStateException> {
                inTime {
                    runAiko(loopFactory = inVirtualTime) {
                        left = task { awaitCancellation() }
                        yield()
                        error("boom")
                    }
                }
            }
            left.isCancelled shouldBe true
        }

        "RUN-05 a leftover task that fails while it is stopped is reported, and the value stands" {
            val reports = Reports()
            val boom = IllegalStateException("boom")
            lateinit var left: Task<*>
            inTime {
                runAiko(loopFactory = inVirtualTime) {
                    Aiko.runningLoop().setExceptionHandler(reports)
                    left = task {
                        try {
                            awaitCancellation()
                        } catch (_: CancellationException) {
                            throw boom
                        }
                    }
                    yield()
                    "value"
                }
            } shouldBe "value"
            reports.all.size shouldBe 1
            reports.all[0].exception() shouldBeSameInstanceAs boom
            reports.all[0].future() shouldBeSameInstanceAs left
        }

        "runAiko runs on the loop of its factory, in debug mode if asked" {
            val loops = mutableListOf<EventLoop>()
            val factory = LoopFactory { virtualLoop().also { loops += it } }
            inTime {
                runAiko(debug = true, loopFactory = factory) {
                    Aiko.runningLoop() shouldBeSameInstanceAs loops.single()
                    Aiko.runningLoop().isDebug shouldBe true
                }
            }
            inTime { runAiko(debug = false) { Aiko.runningLoop().isDebug } } shouldBe false
            loops.size shouldBe 1
        }
    })
