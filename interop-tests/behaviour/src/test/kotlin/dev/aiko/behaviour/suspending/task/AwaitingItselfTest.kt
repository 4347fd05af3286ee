package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.adopt
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlin.time.Duration.Companion.seconds

class AwaitingItselfTest :
    StringSpec({
        "TASK-06 a task that awaits itself fails, and the failure names it" {
            inTask {
                val narcissus = task<Unit>(name = "narcissus") { Aiko.currentTask()!!.await() }
                val refusal = shouldThrow<IllegalStateException> { narcissus.await() }
                Sentences.tellsTheNextStep(refusal, "narcissus")
            }
        }

        "TASK-06 cleanup that is not to be cancelled may not await its task either" {
            inTask {
                lateinit var own: Task<*>
                own =
                    task {
                        val refused =
                            withContext(NonCancellable) {
                                shouldThrow<IllegalStateException> { own.await() }
                            }
                        Sentences.tellsTheNextStep(refused, own.name())
                        coroutineScope {
                            launch { shouldThrow<IllegalStateException> { own.await() } }
                        }
                    }
                own.end()
                own.exception() shouldBe null
            }
        }

        "TASK-06 a task may not adopt itself" {
            inTask {
                lateinit var own: Task<*>
                own =
                    task {
                        val refused =
                            shouldThrow<IllegalStateException> { coroutineScope { adopt(own) } }
                        Sentences.tellsTheNextStep(refused, own.name())
                    }
                own.end()
                own.exception() shouldBe null
            }
        }

        "TASK-06 a coroutine with a job of its own may await the task it was launched in" {
            inTask {
                lateinit var own: Task<Int>
                lateinit var detached: Deferred<Int>
                own =
                    task {
                        detached = CoroutineScope(coroutineContext + Job()).async { own.await() }
                        1
                    }
                own.await()
                detached.await() shouldBe 1
            }
        }

        "TASK-06 a task may catch the refusal and go on" {
            inTask {
                lateinit var child: Task<Int>
                child = task {
                    shouldThrow<IllegalStateException> { child.await() }
                    delay(1.seconds)
                    child.cancelling()
                }
                child.await() shouldBe 0
            }
        }
    })
