package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.minutes

private const val MILLION = 1_000_000

/** The tests keep no list of their own: the loop holds the tasks, and memory is the point. */
class MillionTasksTest :
    StringSpec({
        "a million tasks are alive at once, and all of them go on" {
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                var sum = 0L
                repeat(MILLION) {
                    task {
                        val number = gate.await()
                        sum += number
                    }
                }
                yield()
                Aiko.allTasks().size shouldBe MILLION + 1
                sum shouldBe 0L
                gate.complete(2)
                delay(1.minutes)
                sum shouldBe 2L * MILLION
                Aiko.allTasks().size shouldBe 1
            }
        }

        "a million tasks sleep at once, and all of them wake" {
            inTask {
                var woken = 0
                repeat(MILLION) { number ->
                    task {
                        delay((number % 1000).minutes)
                        woken++
                    }
                }
                delay(24.hours)
                woken shouldBe MILLION
                Aiko.allTasks().size shouldBe 1
            }
        }

        "a million tasks are cancelled, and nothing is left" {
            inTask {
                var cleaned = 0
                repeat(MILLION) {
                    task {
                        try {
                            delay(1.hours)
                        } finally {
                            cleaned++
                        }
                    }
                }
                yield()
                val main = Aiko.currentTask()
                for (task in Aiko.allTasks()) {
                    if (task !== main) {
                        task.cancel(false)
                    }
                }
                delay(1.minutes)
                cleaned shouldBe MILLION
                Aiko.allTasks().size shouldBe 1
            }
        }
    })
