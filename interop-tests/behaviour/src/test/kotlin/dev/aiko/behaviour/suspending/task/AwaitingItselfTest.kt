package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Sentences
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
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
