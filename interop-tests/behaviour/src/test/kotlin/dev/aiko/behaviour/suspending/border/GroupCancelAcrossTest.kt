package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.TaskGroup
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.scope.cleaningUpFor
import dev.aiko.behaviour.suspending.scope.untilCancelled
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.scope.ScopeAction
import dev.aiko.task.Action
import dev.aiko.task.Task
import dev.aiko.task.TaskState
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import java.util.concurrent.Callable
import java.util.function.Function
import kotlin.time.Duration
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes
import kotlin.time.toJavaDuration

/** Groups are cancelled whose children are written in the other language. */
class GroupCancelAcrossTest :
    StringSpec({
        fun sleep(time: Duration) = Aiko.await(Aiko.sleep(time.toJavaDuration()))

        fun <T> java(body: () -> T): Task<T> = Aiko.createTask(Callable { body() })

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
