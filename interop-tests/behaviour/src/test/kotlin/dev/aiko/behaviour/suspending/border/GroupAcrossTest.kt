package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
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
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.function.Function
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
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
    })
