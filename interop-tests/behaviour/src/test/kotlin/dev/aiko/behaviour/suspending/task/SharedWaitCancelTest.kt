package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** One cancel that comes to a task by two ways: the same as one, and no circle. */
class SharedWaitCancelTest :
    StringSpec({
        /** Takes a second to clean up. */
        fun slowToEnd(trail: Trail): Task<*> =
            task {
                try {
                    delay(1.hours)
                } finally {
                    withContext(NonCancellable) { delay(1.seconds) }
                    trail.add("work over")
                }
            }

        fun awaiting(work: Task<*>, trail: Trail): Task<*> =
            task {
                try {
                    work.await()
                } finally {
                    trail.add("await over")
                }
            }

        "TASK-14 an await that two coroutines hang on throws when its work has ended" {
            inTask {
                val trail = Trail()
                val shared = awaiting(slowToEnd(trail), trail)
                val outer =
                    task {
                        coroutineScope {
                            repeat(2) { launch { shared.await() } }
                        }
                    }
                delay(1.seconds)
                outer.cancel("stop")
                outer.end()
                shared.end()
                trail.`is`("work over", "await over")
            }
        }

        "TASK-14 children of a group that await the same futures code pass the cancel on" {
            inTask {
                val trail = Trail()
                val work = slowToEnd(trail)
                val shared = Aiko.composeTask { work }
                val outer =
                    task {
                        taskGroup {
                            repeat(2) { task { shared.await() } }
                        }
                    }
                delay(1.seconds)
                outer.cancel("stop")
                outer.end()
                work.end()
                work.isCancelled shouldBe true
                trail.`is`("work over")
            }
        }
    })
