package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.adopt
import dev.aiko.coroutines.asDeferred
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FreeSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.io.IOException
import java.time.Duration
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Jobs and deferred values of kotlinx as futures, tasks as deferred values and as children. */
class JobsTest :
    FreeSpec({
        var trail = Trail()
        beforeTest { trail = Trail() }

        /** Works for an hour; to clean up takes it a second. */
        suspend fun longWork() {
            try {
                delay(1.hours)
            } finally {
                withContext(NonCancellable) { delay(1.seconds) }
                trail.add("cleaned up")
            }
        }

        /** The same, in straight-line Java. */
        fun longJavaWork() =
            Aiko.createTask(
                Callable {
                    try {
                        Aiko.await(Aiko.sleep(Duration.ofHours(1)))
                    } finally {
                        Aiko.shielded(Callable { Aiko.await(Aiko.sleep(Duration.ofSeconds(1))) })
                        trail.add("cleaned up")
                    }
                }
            )

        "a job that never ends is no future" {
            inTask {
                shouldThrow<IllegalArgumentException> { NonCancellable.asLoopFuture() }
                    .message shouldBe
                    "NonCancellable never ends and cannot be cancelled; await the job that you mean."
            }
        }

        "a deferred value is a future with its value, its failure itself, or null" {
            inTask {
                supervisorScope {
                    async { delay(1.seconds) }.asLoopFuture().await() shouldBe Unit
                    async { null }.asLoopFuture().await() shouldBe null
                    val boom = IOException("boom")
                    shouldThrow<IOException> {
                        async<Int> { throw boom }.asLoopFuture().await()
                    } shouldBeSameInstanceAs boom
                }
            }
        }

        "cancelling the future cancels the job, and it is done when the job is" {
            inTask {
                supervisorScope {
                    val work = launch { longWork() }
                    val future = work.asLoopFuture()
                    yield()
                    elapsed {
                        future.cancel("enough") shouldBe true
                        future.isDone shouldBe false
                        future.end()
                    } shouldBe 1.seconds
                    future.isCancelled shouldBe true
                    work.isCompleted shouldBe true
                    trail.reads("cleaned up")
                    future.cancel("again") shouldBe false
                }
            }
        }

        "a deferred value that somebody else cancels is a cancelled future" {
            inTask {
                supervisorScope {
                    val work = async { awaitCancellation() }
                    val future = work.asLoopFuture()
                    work.cancel(CancellationException("theirs"))
                    val seen = shouldThrow<TaskCancelledException> { future.await() }
                    seen.message!!.contains("theirs") shouldBe true
                    future.isCancelled shouldBe true
                }
            }
        }

        "a job that has ended is a future that is done" {
            inTask {
                val work = launch { }
                work.join()
                work.asLoopFuture().isDone shouldBe true
            }
        }

        "a task is a deferred value with its value, and its failure itself" {
            inTask {
                val boom = IOException("boom")
                Aiko.createTask(Callable { 42 }).asDeferred().await() shouldBe 42
                val failing = Aiko.createTask(Callable<Int> { throw boom }).asDeferred()
                failing.join()
                val seen = shouldThrow<IOException> { failing.await() }
                seen.isOrComesFrom(boom) shouldBe true
            }
        }

        "cancelling the deferred value cancels the task, and it completes when that has ended" {
            inTask {
                val java = longJavaWork()
                val deferred = java.asDeferred()
                yield()
                elapsed {
                    deferred.cancel()
                    deferred.isCompleted shouldBe false
                    deferred.join()
                } shouldBe 1.seconds
                java.isCancelled shouldBe true
                trail.reads("cleaned up")
            }
        }

        "a scope that has adopted a task waits for it" {
            inTask {
                elapsed {
                    coroutineScope { adopt(task { delay(3.seconds) }) }
                } shouldBe 3.seconds
            }
        }

        "cancelling the scope cancels the adopted task and waits for its end" {
            inTask {
                val scope = launch { adopt(longJavaWork()) }
                delay(1.seconds)
                elapsed {
                    scope.cancel()
                    scope.join()
                } shouldBe 1.seconds
                trail.reads("cleaned up")
            }
        }

        "a scope that is cancelled in the same step cancels a task that has not begun" {
            inTask {
                val scope = CoroutineScope(coroutineContext + Job())
                val adopted = scope.adopt(task { trail.add("ran") })
                scope.coroutineContext.job.cancel()
                adopted.end()
                adopted.isCancelled shouldBe true
                trail.reads()
            }
        }

        "a scope that is over cancels what it is to adopt" {
            inTask {
                val scope = CoroutineScope(coroutineContext + Job())
                scope.coroutineContext.job.cancel()
                val adopted = scope.adopt(task { trail.add("ran") })
                adopted.end()
                adopted.isCancelled shouldBe true
                trail.reads()
            }
        }

        "the failure of an adopted task fails the scope, and is reported to nobody else" {
            val boom = IOException("boom")
            val reports = ArrayList<String>()
            inTask {
                Aiko.runningLoop().setExceptionHandler { _, report -> reports += report.message() }
                val seen = shouldThrow<IOException> {
                    coroutineScope {
                        launch { longWork() }
                        adopt(task { throw boom })
                    }
                }
                seen.isOrComesFrom(boom) shouldBe true
                System.gc()
                yield()
            }
            trail.reads("cleaned up")
            reports shouldBe emptyList()
        }

        "what an adopted task fails with in its cleanup is the scope's, as with a launched child" {
            val reports = ArrayList<String>()
            val boom = IOException("cleanup failed")
            inTask {
                Aiko.runningLoop().setExceptionHandler { _, report -> reports += report.message() }
                val failing = task {
                    try {
                        delay(1.hours)
                    } finally {
                        throw boom
                    }
                }
                val scope = CoroutineScope(coroutineContext + SupervisorJob()).async {
                    adopt(failing)
                    delay(1.hours)
                }
                yield()
                scope.cancel()
                val seen = shouldThrow<IOException> { scope.asLoopFuture().await() }
                seen.isOrComesFrom(boom) shouldBe true
            }
            reports shouldBe emptyList()
        }

        "a lazy one is started by the future of it, with nobody else to do so" {
            inTask {
                async(start = CoroutineStart.LAZY) { 7 }.asLoopFuture().await() shouldBe 7
                launch(start = CoroutineStart.LAZY) { trail.add("ran") }.asLoopFuture().await()
                trail.reads("ran")
            }
        }

        "an adopted task that somebody else cancels does not fail the scope" {
            inTask {
                coroutineScope {
                    val work = adopt(task { awaitCancellation() })
                    yield()
                    work.cancel("enough")
                    launch { trail.add("goes on") }
                }
                trail.reads("goes on")
            }
        }

        "a straight-line body may await what a coroutine computes" {
            inTask {
                val deferred = async { delay(2.seconds).let { "value" } }
                val future = deferred.asLoopFuture()
                Aiko.createTask(Callable { Aiko.await(future) }).await() shouldBe "value"
            }
        }

        "cancelling a Java task that awaits a deferred value cancels that" {
            inTask {
                supervisorScope {
                    val work = async { longWork() }
                    val future = work.asLoopFuture()
                    val java = Aiko.createTask(Callable { Aiko.await(future) })
                    delay(1.seconds)
                    java.cancel("enough")
                    java.end()
                    java.isCancelled shouldBe true
                    work.isCancelled shouldBe true
                    trail.reads("cleaned up")
                }
            }
        }
    })

/** A copy counts: kotlinx makes them to recover stack traces, when assertions are on. */
private fun Throwable.isOrComesFrom(failure: Throwable): Boolean =
    generateSequence(this) { it.cause }.any { it === failure }
