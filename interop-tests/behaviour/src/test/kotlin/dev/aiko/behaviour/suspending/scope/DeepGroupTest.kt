package dev.aiko.behaviour.suspending.scope

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.LONG
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.scope.TaskGroupException
import dev.aiko.task.TaskState
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldContainExactly
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.yield
import java.util.concurrent.FutureTask
import java.util.concurrent.TimeUnit.SECONDS
import java.util.concurrent.TimeoutException
import kotlin.time.Duration.Companion.hours

private const val DEEP = 1_000
private const val ROOMY = 256L shl 20

/** A thousand groups, each inside the other. */
class DeepGroupTest :
    StringSpec({
        // Each group is opened by the child of the one around it.
        suspend fun nestOfTasks(levels: Int, bottom: suspend () -> Int): Int {
            if (levels == 0) return bottom()
            return taskGroup { task { nestOfTasks(levels - 1, bottom) }.await() + 1 }
        }

        // Each group is opened in the body of the one around it.
        suspend fun nestOfBodies(levels: Int, bottom: suspend () -> Int): Int {
            if (levels == 0) return bottom()
            yield()
            return taskGroup { nestOfBodies(levels - 1, bottom) + 1 }
        }

        val nests = mapOf<String, suspend (suspend () -> Int) -> Int>(
            "of children" to { nestOfTasks(DEEP, it) },
            "of bodies" to { nestOfBodies(DEEP, it) }
        )

        for ((kind, nest) in nests) {
            "TG-11 a thousand groups $kind give a value" {
                inTask {
                    elapsed {
                        nest {
                            delay(1.hours)
                            0
                        } shouldBe DEEP
                    } shouldBe 1.hours
                }
            }

            "TG-11 a failure at the bottom of a thousand groups $kind is at the bottom of all" {
                inTask {
                    val boom = IllegalStateException("boom")
                    var failure: Throwable = shouldThrow<TaskGroupException> {
                        nest {
                            delay(1.hours)
                            throw boom
                        }
                    }
                    (failure as TaskGroupException).leaves().shouldContainExactly(boom)
                    var levels = 0
                    while (failure is TaskGroupException) {
                        failure = failure.failures().single()
                        levels++
                    }
                    levels shouldBe DEEP
                }
            }

            "TG-09 a cancel goes through a thousand groups $kind" {
                inRoomyTask {
                    val parent = task { nest { awaitCancellation() } }
                    delay(1.hours)
                    parent.cancel("enough")
                    parent.end()
                    parent.state() shouldBe TaskState.CANCELLED
                    Aiko.allTasks().size shouldBe 1
                }
            }

            "TMO-21 a time limit around a thousand groups $kind is over" {
                inRoomyTask {
                    elapsed {
                        shouldThrow<TimeoutException> {
                            timeout(1.hours) { nest { awaitCancellation() } }
                        }
                    } shouldBe 1.hours
                }
            }
        }

        "TMO-11 a thousand time limits in each other: the outermost is over first" {
            inRoomyTask {
                suspend fun nest(levels: Int) {
                    if (levels == 0) awaitCancellation()
                    yield()
                    timeout((2 * DEEP - levels).hours) { nest(levels - 1) }
                }
                elapsed { shouldThrow<TimeoutException> { nest(DEEP) } } shouldBe DEEP.hours
            }
        }
    })

/** Scopes cancel the scopes in them by recursion: a thousand need more than the usual stack. */
private fun inRoomyTask(body: suspend CoroutineScope.() -> Unit) {
    val test = FutureTask { virtualLoop().use { it.runTask(body) } }
    Thread(null, test, "roomy test", ROOMY).apply { isDaemon = true }.start()
    test.get(LONG, SECONDS)
}
