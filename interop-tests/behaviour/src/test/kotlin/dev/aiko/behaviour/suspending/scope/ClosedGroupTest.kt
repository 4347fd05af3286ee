package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.Reports
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.start
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.GroupOptions
import dev.aiko.scope.ScopeAction
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** Where a group takes no children, and where none can be opened. */
class ClosedGroupTest :
    StringSpec({
        "TG-18 a group that has ended takes no children, and nothing is reported" {
            val reports = Reports()
            val trail = Trail()
            withLoop { loop ->
                loop.setExceptionHandler(reports)
                loop.runTask {
                    lateinit var ended: TaskGroup
                    taskGroup(GroupOptions.failFast().withName("crew")) { ended = group }
                    val refusal = shouldThrow<IllegalStateException> {
                        ended.task { trail.add("never") }
                    }
                    Sentences.tellsTheNextStep(refusal, "crew")
                    shouldThrow<IllegalStateException> { ended.start<Int> { trail.add("never") } }
                    shouldThrow<IllegalStateException> {
                        ended.task(eager = true) { trail.add("never") }
                    }
                    delay(1.hours)
                    Aiko.allTasks().size shouldBe 1
                }
            }
            trail.reads()
            reports.all.shouldBeEmpty()
        }

        "TG-18 a group that has failed takes no children" {
            inTask {
                lateinit var ended: TaskGroup
                failuresOf {
                    taskGroup {
                        ended = group
                        error("boom")
                    }
                }
                shouldThrow<IllegalStateException> { ended.task { } }
                ended.tasks().shouldBeEmpty()
            }
        }

        "TG-19 a group that is stopping after a failure takes no children" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup(GroupOptions.failFast().withName("crew")) {
                        task { error("boom") }
                        try {
                            awaitCancellation()
                        } catch (e: CancellationException) {
                            val refusal = shouldThrow<IllegalStateException> {
                                task { trail.add("never") }
                            }
                            Sentences.tellsTheNextStep(refusal, "crew")
                            throw e
                        }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads()
            }
        }

        "TG-19 nor from a child that cleans up meanwhile" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup {
                        task {
                            cleaningUpFor(1.minutes) {
                                shouldThrow<IllegalStateException> {
                                    group.task { trail.add("never") }
                                }
                                trail.add("refused")
                            }
                        }
                        task {
                            yield()
                            error("boom")
                        }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads("refused")
            }
        }

        "TG-19 a group that is stopping after a cancel takes no children" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        task {
                            cleaningUpFor(1.minutes) {
                                shouldThrow<IllegalStateException> {
                                    group.task { trail.add("never") }
                                }
                                trail.add("refused")
                            }
                        }
                    }
                }
                delay(1.hours)
                parent.cancel(false)
                parent.end()
                parent.isCancelled shouldBe true
                trail.reads("refused")
            }
        }

        "TG-21 outside of a task no group can be opened" {
            inTime {
                val refusal = shouldThrow<IllegalStateException> {
                    runBlocking { taskGroup { error("never runs") } }
                }
                Sentences.tellsTheNextStep(refusal)
            }
        }

        "TG-21 the blocking form is refused in a coroutine, and the loop goes on" {
            inTask {
                val refusal = shouldThrow<IllegalStateException> {
                    TaskGroup.run(ScopeAction { error("never runs") })
                }
                Sentences.tellsTheNextStep(refusal)
                delay(1.hours)
                taskGroup { task { "child" } }.await() shouldBe "child"
            }
        }

        "TG-21 the blocking form is refused in a callback" {
            inTask {
                val done = Aiko.runningLoop().createFuture<Throwable>()
                Aiko.runningLoop().callSoon {
                    done.complete(
                        runCatching { TaskGroup.run(ScopeAction { error("never runs") }) }
                            .exceptionOrNull()
                    )
                }
                shouldThrow<IllegalStateException> { throw done.await() }
                    .let { Sentences.tellsTheNextStep(it) }
            }
        }
    })
