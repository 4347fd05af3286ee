package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.acquire
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.get
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.runTask
import dev.aiko.loop.EventLoop
import dev.aiko.queue.AsyncQueue
import dev.aiko.sync.AsyncLock
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.FreeSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.isActive
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import kotlin.time.Duration.Companion.milliseconds

/** A loop ends, and coroutines on it that are no tasks wait for what may never come. */
class GuestEndTest :
    FreeSpec({
        var trail = Trail()
        beforeTest { trail = Trail() }

        fun CoroutineScope.launchWaiting(name: String, wait: suspend () -> Unit) = launch {
            try {
                wait()
            } catch (cancelled: CancellationException) {
                trail.add("$name: ${cancelled.message!!.substringAfter("' ")}")
                throw cancelled
            }
        }

        val places =
            mapOf<String, (EventLoop) -> CoroutineScope>(
                "of a LoopScope" to { LoopScope.on(it, "requests") },
                "on the dispatcher" to { CoroutineScope(it.asCoroutineDispatcher()) }
            )

        for ((where, scopeOn) in places) {
            "closing the loop cancels coroutines $where, whatever they wait for" {
                inTime {
                    val loop = virtualLoop()
                    val scope = scopeOn(loop)
                    val lock = AsyncLock.create().also { it.tryAcquire() shouldBe true }
                    val queue = AsyncQueue.create<Int>(1)
                    val foreign = CompletableFuture<Int>()
                    val jobs = listOf(
                        scope.launchWaiting("lock") { lock.acquire() },
                        scope.launchWaiting("queue") { queue.get() },
                        scope.launchWaiting("future") { foreign.await() },
                        scope.launchWaiting("nothing") { awaitCancellation() },
                        scope.launchWaiting("elsewhere") {
                            withContext(Dispatchers.Default) { awaitCancellation() }
                        }
                    )
                    loop.runTask { repeat(5) { yield() } }
                    loop.close()
                    runBlocking { jobs.joinAll() }
                    jobs.all { it.isCancelled } shouldBe true
                    trail.steps().toSet() shouldBe
                        setOf("lock", "queue", "future", "nothing", "elsewhere")
                            .map { "$it: was closed" }
                            .toSet()
                    queue.putNow(1)
                    queue.size() shouldBe 1
                    lock.release()
                    lock.isLocked shouldBe false
                }
            }

            "the end of a run waits for the cleanup of coroutines $where" {
                inTime {
                    Runner.background("aiko-test").use { runner ->
                        val begun = CompletableFuture<Unit>()
                        scopeOn(runner.loop()).launch {
                            try {
                                begun.complete(Unit)
                                awaitCancellation()
                            } finally {
                                withContext(NonCancellable) { delay(20.milliseconds) }
                                trail.add("clean")
                            }
                        }
                        begun.join()
                    }
                    trail.reads("clean")
                }
            }

            "a coroutine $where that begins in the cleanup of others ends as well" {
                inTime {
                    val loop = virtualLoop()
                    val late = CompletableFuture<Job>()
                    val first = scopeOn(loop).launch {
                        try {
                            awaitCancellation()
                        } finally {
                            late.complete(
                                CoroutineScope(loop.asCoroutineDispatcher()).launchWaiting("late") {
                                    awaitCancellation()
                                }
                            )
                        }
                    }
                    loop.runTask { yield() }
                    loop.close()
                    runBlocking { joinAll(first, late.join()) }
                    late.join().isCancelled shouldBe true
                }
            }
        }

        "a LoopScope is closed with its loop, and takes no more" {
            inTime {
                val loop = virtualLoop()
                val scope = LoopScope.on(loop, "requests")
                val task = scope.createTask(Callable { Aiko.await(CompletableFuture<Int>()) })
                loop.runTask { yield() }
                loop.close()
                task.isCancelled shouldBe true
                task.cancelling() shouldBe 1
                scope.isActive shouldBe false
                scope.close()
                shouldThrow<IllegalStateException> { scope.createTask(Callable { 1 }) }
                    .message shouldContain "make a new one"
                shouldThrow<IllegalStateException> { LoopScope.on(loop, "late") }
                    .message shouldContain "is closed"
            }
        }

        "and at the end of a run" {
            inTime {
                val scope = runAiko {
                    LoopScope.on(Aiko.runningLoop(), "requests").also { scope ->
                        scope.launchWaiting("queue") { AsyncQueue.create<Int>(1).get() }
                        yield()
                    }
                }
                scope.isActive shouldBe false
                trail.reads("queue: the run is over")
            }
        }
    })
