package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancel
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

/** Groups among the scopes of Kotlin. */
class CoroutineScopeTest :
    StringSpec({
        "the group is a child of the scope around it: cancelling that stops the group" {
            inTask {
                val trail = Trail()
                elapsed {
                    supervisorScope {
                        val launched = launch {
                            taskGroup {
                                task { cleaningUpFor(1.minutes) { trail.add("child is clean") } }
                                trail.untilCancelled("body")
                            }
                        }
                        delay(1.hours)
                        launched.cancel()
                        launched.join()
                        trail.add("joined")
                    }
                } shouldBe 1.hours + 1.minutes
                trail.reads("body is cancelled", "child is clean", "joined")
                Aiko.currentTask()!!.cancelling() shouldBe 0
            }
        }

        "the failure of a sibling in the scope around it stops the group, which ends first" {
            inTask {
                val trail = Trail()
                shouldThrow<IllegalStateException> {
                    coroutineScope {
                        launch {
                            taskGroup {
                                task { cleaningUpFor(1.minutes) { trail.add("child is clean") } }
                            }
                        }
                        launch {
                            delay(1.hours)
                            error("sibling")
                        }
                    }
                }.message shouldBe "sibling"
                trail.reads("child is clean")
            }
        }

        "a scope around the group that is cancelled while the group waits stops it" {
            inTask {
                val trail = Trail()
                lateinit var scope: CoroutineScope
                val parent = task {
                    supervisorScope {
                        launch {
                            scope = this
                            taskGroup { task { trail.untilCancelled("child") } }
                        }
                    }
                    "goes on"
                }
                delay(1.hours)
                scope.cancel()
                parent.await() shouldBe "goes on"
                trail.reads("child is cancelled")
            }
        }

        "the failure of a group in a scope is the failure of the scope" {
            inTask {
                val boom = IllegalStateException("boom")
                val trail = Trail()
                failuresOf {
                    coroutineScope {
                        launch { trail.untilCancelled("sibling") }
                        launch { taskGroup { task { throw boom } } }
                    }
                }.shouldContainExactly(boom)
                trail.reads("sibling is cancelled")
            }
        }

        "a scope inside a child of the group is stopped with it" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup {
                        task {
                            coroutineScope {
                                launch { trail.untilCancelled("launched") }
                                async { trail.untilCancelled("async") }
                            }
                        }
                        task {
                            delay(1.hours)
                            error("boom")
                        }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads("launched is cancelled", "async is cancelled")
            }
        }

        "a scope inside the body is stopped when a child fails" {
            inTask {
                val trail = Trail()
                failuresOf {
                    taskGroup {
                        task {
                            delay(1.hours)
                            error("boom")
                        }
                        coroutineScope { launch { trail.untilCancelled("launched") } }
                    }
                }.map { it.message } shouldBe listOf("boom")
                trail.reads("launched is cancelled")
            }
        }

        "children that a scope inside the body makes belong to the group, not to the scope" {
            inTask {
                val trail = Trail()
                taskGroup {
                    coroutineScope {
                        task {
                            delay(1.hours)
                            trail.add("child")
                        }
                    }
                    trail.add("body")
                }
                trail.reads("body", "child")
            }
        }

        "what is launched in the group's scope may open groups and add children" {
            inTask {
                val trail = Trail()
                taskGroup {
                    launch {
                        delay(1.hours)
                        group.task { trail.add("child") }
                        taskGroup { task { trail.add("child of the inner group") } }
                    }
                }
                trail.reads("child", "child of the inner group")
            }
        }

        "the group of a cancelled task ends before the task does" {
            inTask {
                val trail = Trail()
                val parent = task {
                    launch {
                        taskGroup { task { cleaningUpFor(1.minutes) { trail.add("clean") } } }
                    }
                    awaitCancellation()
                }
                yield()
                yield()
                yield()
                parent.cancel("enough")
                elapsed { parent.end() } shouldBe 1.minutes
                trail.reads("clean")
                parent.state() shouldBe TaskState.CANCELLED
            }
        }
    })
