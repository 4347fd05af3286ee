package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitAll
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.lang.ref.WeakReference
import java.util.concurrent.Callable
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import kotlin.coroutines.coroutineContext
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Waits that look like circles and are none: each goes on until what it waits for has ended. */
class WaitNoCircleTest :
    StringSpec({
        /** A body that takes its time to clean up, and says when it has. */
        suspend fun slowly(trail: Trail, words: String, code: suspend () -> Unit) {
            try {
                code()
            } finally {
                shielded { delay(5.seconds) }
                trail.add(words)
            }
        }

        suspend fun seen(trail: Trail, words: String, code: suspend () -> Unit) {
            try {
                code()
            } finally {
                trail.add(words)
            }
        }

        "TASK-14 what is cancelled by a callback of the end does not count as waited for" {
            val trail = Trail()
            inTask {
                val gate = Aiko.runningLoop().createFuture<Int>()
                val other = task { slowly(trail, "other over") { gate.await() } }
                val one = task { seen(trail, "await over") { other.await() } }
                yield()
                gate.whenComplete { _, _ -> one.cancel("stop") }
                other.cancel("stop")
                other.end()
                one.end()
            }
            trail.`is`("other over", "await over")
        }

        "TASK-14 who has gone on from a wait is not waiting any more" {
            val trail = Trail()
            inTask {
                lateinit var one: Task<*>
                val never = task { awaitCancellation() }
                val other =
                    task {
                        try {
                            awaitCancellation()
                        } finally {
                            shielded {
                                delay(50.milliseconds)
                                seen(trail, "await over") {
                                    withTimeoutOrNull(100.milliseconds) { one.await() }
                                }
                            }
                        }
                    }
                one =
                    task {
                        withTimeoutOrNull(100.milliseconds) { awaitAll(other, never) }
                        slowly(trail, "one over") { awaitCancellation() }
                    }
                delay(10.seconds)
                one.end()
                other.end()
            }
            trail.`is`("one over", "await over")
        }

        "TASK-14 one coroutine of a task waits, and not the whole task" {
            val trail = Trail()
            inTask {
                lateinit var one: Task<*>
                val slow = task { slowly(trail, "slow over") { awaitCancellation() } }
                val job = CompletableFuture<Job>()
                val other =
                    task {
                        coroutineScope {
                            job.complete(launch { slow.await() })
                            seen(trail, "await over") { one.await() }
                        }
                    }
                one = task { seen(trail, "one over") { job.await().asLoopFuture().await() } }
                delay(1.seconds)
                one.cancel("stop")
                other.cancel("stop")
                one.end()
                other.end()
            }
            trail.`is`("slow over", "one over", "await over")
        }

        "TASK-14 a group in a scope of its own is not waited for by the task" {
            val trail = Trail()
            inTask {
                lateinit var one: Task<*>
                lateinit var apart: Job
                one =
                    task {
                        val scope = CoroutineScope(coroutineContext + Job())
                        apart =
                            scope.launch {
                                taskGroup {
                                    task { seen(trail, "await over") { one.await() } }
                                }
                            }
                        slowly(trail, "one over") { awaitCancellation() }
                    }
                delay(1.seconds)
                apart.cancel()
                apart.join()
                one.end()
            }
            trail.`is`("one over", "await over")
        }

        "TASK-14 a task that goes on after many cancels holds nobody who gave it up" {
            inTask {
                val deaf =
                    Aiko.createTask(
                        Callable {
                            repeat(20) {
                                try {
                                    Aiko.await(Aiko.sleep(java.time.Duration.ofHours(1)))
                                } catch (_: CancellationException) {
                                    Aiko.currentTask()!!.uncancel()
                                }
                            }
                        }
                    )
                val gone = ArrayList<WeakReference<Task<*>>>()
                repeat(10) {
                    val one =
                        task { withTimeoutOrNull(1.seconds) { deaf.thenApply { it }.await() } }
                    gone += WeakReference(one)
                    delay(2.seconds)
                }
                gone.takeLast(1).forEach { it.clear() } // the last one is known to this frame
                repeat(100) {
                    if (gone.any { it.get() != null }) System.gc()
                    yield()
                }
                gone.filter { it.get() != null }.shouldBeEmpty()
                repeat(20) {
                    deaf.cancel("enough")
                    yield()
                }
            }
        }
    })
