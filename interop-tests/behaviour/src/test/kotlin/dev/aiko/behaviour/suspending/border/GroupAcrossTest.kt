package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.cleaningUpFor
import dev.aiko.behaviour.suspending.scope.failuresOf
import dev.aiko.behaviour.suspending.scope.untilCancelled
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.ScopeAction
import dev.aiko.scope.ScopeBody
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.Action
import dev.aiko.task.Task
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.function.Function
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/** Groups opened in one language whose children are written in the other. */
class GroupAcrossTest :
    StringSpec({
        fun sleep(time: Duration) = Aiko.await(Aiko.sleep(time.toJavaDuration()))

        fun <T> java(body: () -> T): Task<T> = Aiko.createTask(Callable { body() })

        "a group opened in Java waits for its Kotlin children" {
            inTask {
                val trail = Trail()
                val parent = java {
                    TaskGroup.run(
                        ScopeBody<TaskGroup, String> { group ->
                            group.task {
                                delay(1.hours)
                                trail.add("Kotlin child")
                            }
                            trail.add("Java body")
                            "value"
                        }
                    )
                }
                elapsed { parent.await() shouldBe "value" } shouldBe 1.hours
                trail.reads("Java body", "Kotlin child")
            }
        }

        "a failing Kotlin child stops the Java body, and the other way round" {
            inTask {
                val boom = IllegalStateException("boom")
                val trail = Trail()
                val parent = java {
                    TaskGroup.run(
                        ScopeAction { group ->
                            group.task {
                                delay(1.hours)
                                throw boom
                            }
                            try {
                                sleep(2.hours)
                            } catch (e: CancellationException) {
                                trail.add("Java body is cancelled")
                                throw e
                            }
                        }
                    )
                }
                failuresOf { parent.await() }.shouldContainExactly(boom)

                failuresOf {
                    taskGroup {
                        group.createTask(
                            Action {
                                sleep(1.hours)
                                throw boom
                            }
                        )
                        trail.untilCancelled("Kotlin body")
                    }
                }.shouldContainExactly(boom)
                trail.reads("Java body is cancelled", "Kotlin body is cancelled")
            }
        }

        "cancelling a Java task stops the Kotlin children of its group, with their scopes" {
            inTask {
                val trail = Trail()
                val parent = java {
                    TaskGroup.run(
                        ScopeAction { group ->
                            group.task {
                                coroutineScope {
                                    launch { trail.untilCancelled("launched") }
                                    async { trail.untilCancelled("async") }
                                }
                            }
                            group.task { cleaningUpFor(1.minutes) { trail.add("clean") } }
                        }
                    )
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 1.minutes
                parent.state() shouldBe TaskState.CANCELLED
                trail.reads("launched is cancelled", "async is cancelled", "clean")
            }
        }

        "a coroutineScope in a child of a Java group fails the group as one failure" {
            inTask {
                val boom = IllegalStateException("boom")
                val trail = Trail()
                val parent = java {
                    TaskGroup.run(
                        ScopeAction { group ->
                            group.task {
                                coroutineScope {
                                    launch { trail.untilCancelled("launched") }
                                    launch {
                                        delay(1.hours)
                                        throw boom
                                    }
                                }
                            }
                        }
                    )
                }
                failuresOf { parent.await() }.map { it.message } shouldBe listOf("boom")
                trail.reads("launched is cancelled")
            }
        }

        "cancelling a Kotlin task stops the Java children of its group" {
            inTask {
                val trail = Trail()
                val parent = task {
                    taskGroup {
                        group.createTask(
                            Action {
                                try {
                                    sleep(10.hours)
                                } finally {
                                    Aiko.shielded(Action { sleep(1.minutes) })
                                    trail.add("Java child is clean")
                                }
                            }
                        )
                        trail.untilCancelled("Kotlin body")
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 1.minutes
                parent.state() shouldBe TaskState.CANCELLED
                trail.reads("Kotlin body is cancelled", "Java child is clean")
            }
        }

        "a Java child that swallows its cancellation keeps its value, the group ends cancelled" {
            inTask {
                lateinit var child: Task<String>
                val parent = task {
                    taskGroup {
                        child = group.createTask(
                            Callable {
                                try {
                                    sleep(10.hours)
                                    "slept"
                                } catch (_: CancellationException) {
                                    sleep(5.minutes)
                                    "swallowed"
                                }
                            }
                        )
                    }
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 5.minutes
                child.result() shouldBe "swallowed"
                parent.state() shouldBe TaskState.CANCELLED
            }
        }

        "groups of both languages nested in each other keep the nesting of their failures" {
            inTask {
                val boom = IllegalStateException("boom")
                val outer = shouldThrow<TaskGroupException> {
                    taskGroup {
                        group.createTask(
                            Action {
                                TaskGroup.run(
                                    ScopeAction { java ->
                                        java.task { taskGroup { task { throw boom } } }
                                    }
                                )
                            }
                        )
                    }
                }
                val java = outer.failures().single() as TaskGroupException
                val inner = java.failures().single() as TaskGroupException
                inner.failures().shouldContainExactly(boom)
                outer.leaves().shouldContainExactly(boom)
            }
        }

        "a group of futures has Kotlin children, too, and is awaited in Kotlin" {
            inTask {
                val trail = Trail()
                val started = TaskGroup.start(
                    Function { group: TaskGroup ->
                        group.task {
                            delay(1.hours)
                            trail.add("Kotlin child")
                        }
                        CompletableFuture.completedFuture("value")
                    }
                )
                elapsed { started.await() shouldBe "value" } shouldBe 1.hours
                trail.reads("Kotlin child")
            }
        }

        "a group of futures is stopped with the coroutine that awaits it" {
            inTask {
                val trail = Trail()
                val parent = task {
                    TaskGroup.start(
                        Function { group: TaskGroup ->
                            group.task { trail.untilCancelled("Kotlin child") }
                            group.createTask(Action { sleep(100.hours) })
                        }
                    ).await()
                }
                delay(1.hours)
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe Duration.ZERO
                trail.reads("Kotlin child is cancelled")
                Aiko.allTasks().size shouldBe 1
            }
        }
    })
