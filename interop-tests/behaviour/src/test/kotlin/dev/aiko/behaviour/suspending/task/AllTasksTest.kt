package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors

class AllTasksTest :
    StringSpec({
        "NAME-08 allTasks has the unfinished tasks, the current one among them" {
            inTask {
                val main = Aiko.currentTask()!!
                Aiko.allTasks() shouldBe setOf(main)
                val waiting = task { awaitCancellation() }
                val short = task { 1 }
                val failing = task<Unit> { error("boom") }
                Aiko.allTasks() shouldBe setOf(main, waiting, short, failing)
                failing.end()
                Aiko.allTasks() shouldBe setOf(main, waiting)
                waiting.cancel(false)
                Aiko.allTasks() shouldBe setOf(main, waiting)
                waiting.end()
                Aiko.allTasks() shouldBe setOf(main)
            }
        }

        "NAME-08 an idle loop knows its tasks, too" {
            withLoop { loop ->
                loop.allTasks() shouldBe emptySet()
                val early = loop.task { }
                loop.allTasks() shouldBe setOf(early)
                loop.runTask { yield() }
                loop.allTasks() shouldBe emptySet()
            }
        }

        "NAME-09 loops in parallel threads see their own tasks only" {
            val loops = 4
            val together = CyclicBarrier(loops)
            val threads = Executors.newFixedThreadPool(loops)
            try {
                val answers = List(loops) {
                    threads.submit(
                        Callable {
                            virtualLoop().use { loop ->
                                loop.runTask {
                                    val own = List(100) { task { awaitCancellation() } }.toSet()
                                    yield()
                                    together.await()
                                    val all = Aiko.allTasks()
                                    together.await()
                                    all == own + Aiko.currentTask()!!
                                }
                            }
                        }
                    )
                }
                inTime { answers.map { it.get() } } shouldBe List(loops) { true }
            } finally {
                threads.shutdownNow()
            }
        }
    })
