package dev.aiko.behaviour.suspending.loop

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.Suspend
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit.SECONDS
import kotlin.time.Duration.Companion.hours

class ClosedLoopTest :
    StringSpec({
        "close cancels Kotlin tasks in every state, and lets them clean up" {
            inTime {
                val trail = Trail()
                val reports = Reports()
                val loop = virtualLoop()
                loop.setExceptionHandler(reports)
                val gate = loop.createFuture<Unit>()
                val sleeping = loop.task {
                    try {
                        delay(1.hours)
                    } finally {
                        withContext(NonCancellable) { yield() }
                        trail.add("sleeper is clean")
                    }
                }
                val waiting = loop.task { gate.await() }
                val awaiting = loop.task { waiting.await() }
                loop.runTask { yield() }
                val fresh = loop.task { trail.add("never") }
                val tasks = listOf(sleeping, waiting, awaiting, fresh)
                loop.close()
                tasks.map { it.isCancelled } shouldBe List(4) { true }
                gate.isCancelled shouldBe true
                trail.steps() shouldBe listOf("sleeper is clean")
                loop.allTasks().shouldBeEmpty()
                reports.all.shouldBeEmpty()
            }
        }

        "close gives up a Kotlin task whose cleanup still waits, and says so" {
            inTime {
                val reports = Reports()
                val loop = virtualLoop()
                loop.setExceptionHandler(reports)
                val never = loop.createFuture<Unit>()
                val stubborn = loop.task {
                    try {
                        awaitCancellation()
                    } finally {
                        withContext(NonCancellable) { never.await() }
                    }
                }
                loop.runTask { yield() }
                loop.close()
                stubborn.isDone shouldBe true
                stubborn.isCancelled shouldBe true
                shouldThrow<CancellationException> { stubborn.join() }
                reports.all.single().future() shouldBeSameInstanceAs stubborn
            }
        }

        "a body that is on another thread when the loop closes still runs its finally" {
            inTime {
                val away = CountDownLatch(1)
                val back = CountDownLatch(1)
                val clean = CountDownLatch(1)
                val reports = Reports()
                val loop = virtualLoop()
                loop.setExceptionHandler(reports)
                val traveller = loop.task {
                    try {
                        withContext(Dispatchers.IO) {
                            away.countDown()
                            back.await(LONG, SECONDS)
                        }
                    } finally {
                        clean.countDown()
                    }
                }
                loop.runTask { withContext(Dispatchers.IO) { away.await(LONG, SECONDS) } }
                loop.close()
                traveller.isDone shouldBe true
                traveller.isCancelled shouldBe true
                reports.all.single().future() shouldBeSameInstanceAs traveller
                clean.count shouldBe 1
                back.countDown()
                clean.await(LONG, SECONDS) shouldBe true
            }
        }

        "the awaits of a body that was given up throw" {
            inTime {
                val away = CountDownLatch(1)
                val back = CountDownLatch(1)
                val trail = Trail()
                val ended = CountDownLatch(1)
                val loop = virtualLoop()
                loop.setExceptionHandler(Reports())
                val pending = loop.createFuture<Unit>()
                loop.task {
                    try {
                        withContext(NonCancellable + Dispatchers.IO) {
                            away.countDown()
                            back.await(LONG, SECONDS)
                        }
                        pending.await()
                        trail.add("never")
                    } catch (e: CancellationException) {
                        trail.add("cancelled")
                        throw e
                    } finally {
                        ended.countDown()
                    }
                }
                loop.runTask { withContext(Dispatchers.IO) { away.await(LONG, SECONDS) } }
                loop.close()
                back.countDown()
                ended.await(LONG, SECONDS) shouldBe true
                trail.steps() shouldBe listOf("cancelled")
            }
        }

        "a closed loop takes no job and no deferred value for a future" {
            inTime {
                val loop = virtualLoop()
                loop.close()
                val refusals = listOf<() -> Unit>(
                    { CompletableDeferred<Int>().asLoopFuture(loop) },
                    { CompletableDeferred(7).asLoopFuture(loop) },
                    { Job().asLoopFuture(loop) },
                    { Suspend.future(loop, CompletableDeferred<Int>()) },
                    { Suspend.future(loop, Job()) }
                )
                refusals.forEach {
                    shouldThrow<IllegalStateException>(it).message shouldBe
                        "EventLoop '${loop.name()}' is closed; make a new one."
                }
            }
        }

        "ten thousand waiting tasks end with their loop" {
            inTime {
                val loop = virtualLoop()
                val tasks = List(10_000) { loop.task { awaitCancellation() } }
                loop.runTask { yield() }
                loop.close()
                tasks.all { it.isCancelled } shouldBe true
            }
        }
    })
