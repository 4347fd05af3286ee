package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlin.time.Duration.Companion.seconds

/** Whose step a step is, and what is part of a task. */
class NeighbourEndTest :
    StringSpec({
        "NAME-05 whoever ends another task in its own step is still the current task" {
            inTask {
                val who = Aiko.contextVar("who", "nobody")
                who.set("me")
                val me = Aiko.currentTask()
                lateinit var result: CompletableDeferred<Int>
                val other = task { result = CompletableDeferred(coroutineContext.job) }
                delay(1.seconds)
                result.complete(1)
                other.isDone shouldBe true
                Aiko.currentTask() shouldBeSameInstanceAs me
                who.get() shouldBe "me"
            }
        }

        "a coroutine that is no part of the task it was made in may await that task" {
            inTask {
                var seen = 0
                lateinit var aside: Job
                lateinit var own: Task<Int>
                own =
                    task {
                        val scope =
                            CoroutineScope(coroutineContext + SupervisorJob())
                        aside = scope.launch { seen = own.await() }
                        delay(1.seconds)
                        1
                    }
                own.await() shouldBe 1
                aside.join()
                seen shouldBe 1
            }
        }
    })
