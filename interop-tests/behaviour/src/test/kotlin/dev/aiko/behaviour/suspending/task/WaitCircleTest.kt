package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.adopt
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.awaitAll
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.coroutines.timeout
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.job
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Tasks that wait for each other: a cancel that begins anywhere in the circle ends all of them. */
class WaitCircleTest :
    StringSpec({
        suspend fun areCancelled(vararg circle: Task<*>) {
            for (task in circle) {
                task.end()
                task.isCancelled shouldBe true
            }
        }

        /** Two that wait for each other, the one by way of [wait]. */
        suspend fun circle(wait: suspend CoroutineScope.(Task<*>) -> Unit) {
            lateinit var one: Task<*>
            val other = task(name = "other") { one.await() }
            one = task(name = "one") { wait(other) }
            areCancelled(one, other)
        }

        "TASK-14 a limit of kotlinx in one of two that wait for each other ends both" {
            val trail = Trail()
            inTask {
                circle { other ->
                    withTimeoutOrNull(1.seconds) { other.await() }
                    trail.add("gave it up")
                }
            }
            trail.`is`("gave it up")
        }

        "TASK-14 a limit of ours does" {
            inTask { circle { other -> timeout(1.seconds) { other.await() } } }
        }

        "TASK-14 the cancel of a launched coroutine does" {
            inTask {
                circle { other ->
                    val launched = launch { other.await() }
                    delay(1.seconds)
                    launched.cancel()
                }
            }
        }

        "TASK-14 a limit within cleanup that is not to be cancelled does" {
            inTask {
                circle { other ->
                    withContext(NonCancellable) {
                        withTimeoutOrNull(1.seconds) { coroutineScope { launch { other.await() } } }
                    }
                }
            }
        }

        "TASK-14 a limit in both does" {
            inTask {
                circle { other ->
                    val limited = task { withTimeoutOrNull(1.seconds) { other.await() } }
                    withTimeoutOrNull(1.seconds) { limited.await() }
                }
            }
        }

        "TASK-14 it does not matter how many there are between" {
            inTask {
                circle { other ->
                    val straight = Aiko.createTask(Callable { Aiko.await(other) })
                    val composed = Aiko.composeTask { straight }
                    val gathered = task { awaitAll(task { delay(1.hours) }, composed) }
                    withTimeoutOrNull(1.seconds) { gathered.await() }
                }
            }
        }

        "TASK-14 a task that awaits itself among others ends with its limit" {
            inTask {
                lateinit var own: Task<*>
                own = task { withTimeoutOrNull(1.seconds) { awaitAll(task { 1 }, own) } }
                areCancelled(own)
            }
        }

        "TASK-14 a task that awaits its own job ends with its limit" {
            inTask {
                val own =
                    task {
                        val job = coroutineContext.job
                        withTimeoutOrNull(1.seconds) { job.asLoopFuture().await() }
                    }
                areCancelled(own)
            }
        }

        "TASK-14 a circle through the job of a coroutine ends" {
            inTask {
                lateinit var one: Task<*>
                val jobs = CompletableFuture<CompletableFuture<Unit>>()
                val other =
                    task {
                        coroutineScope { jobs.complete(launch { one.await() }.asLoopFuture()) }
                    }
                one = task { jobs.await().await() }
                delay(1.seconds)
                one.cancel("stop")
                areCancelled(one)
                other.end()
            }
        }

        "TASK-14 a circle through a task that was adopted ends, whoever is cancelled" {
            for (first in 0..1) {
                inTask {
                    lateinit var one: Task<*>
                    val other = task { one.await() }
                    one = task { coroutineScope { adopt(other) } }
                    delay(1.seconds)
                    listOf(one, other)[first].cancel("stop")
                    areCancelled(one, other)
                }
            }
            inTask {
                circle { other ->
                    withTimeoutOrNull(1.seconds) { coroutineScope { adopt(other) } }
                }
            }
        }

        "TASK-14 a circle through the child of a group ends, whoever is cancelled" {
            for (first in 0..2) {
                inTask {
                    lateinit var owner: Task<*>
                    lateinit var child: Task<*>
                    val other = task { owner.await() }
                    owner = task { taskGroup { child = task { other.await() } } }
                    delay(1.seconds)
                    listOf(owner, child, other)[first].cancel("stop")
                    areCancelled(owner, child, other)
                }
            }
        }

        "TASK-14 a circle through a group in a group ends with a limit anywhere" {
            inTask {
                circle { other ->
                    taskGroup {
                        task { taskGroup { task { timeout(1.seconds) { other.await() } } } }
                    }
                }
                circle { other ->
                    timeout(1.seconds) {
                        taskGroup { task { taskGroup { task { other.await() } } } }
                    }
                }
            }
        }

        "TASK-14 a run ends in which children of groups wait in a circle" {
            val tasks = ArrayList<Task<*>>()
            inTask {
                lateinit var owner: Task<*>
                val other = task { owner.await() }
                owner = task { taskGroup { task { other.await() } } }
                tasks += listOf(owner, other)
                delay(1.seconds)
            }
            tasks.all { it.isCancelled } shouldBe true
        }

        "TASK-14 one that answers its cancel by awaiting who cancelled it ends with him" {
            inTask {
                lateinit var one: Task<*>
                val other =
                    task {
                        try {
                            delay(1.hours)
                        } catch (_: CancellationException) {
                            one.await()
                        }
                    }
                one = task { withTimeoutOrNull(1.seconds) { other.await() } }
                areCancelled(one, other)
            }
        }

        "TASK-14 only the wait that closes the circle is left: others are waited for" {
            val trail = Trail()
            inTask {
                val slow =
                    task {
                        try {
                            delay(1.hours)
                        } finally {
                            withContext(NonCancellable) { delay(1.seconds) }
                            trail.add("work over")
                        }
                    }
                lateinit var one: Task<*>
                val other = task { one.await() }
                one =
                    task {
                        launch {
                            try {
                                slow.await()
                            } finally {
                                trail.add("await over")
                            }
                        }
                        other.await()
                    }
                delay(1.seconds)
                one.cancel("stop")
                areCancelled(one, other, slow)
            }
            trail.`is`("work over", "await over")
        }

        "TASK-14 a circle across two loops ends, also when both are cancelled at once" {
            inTime {
                Runner.background("left").use { left ->
                    Runner.background("right").use { right ->
                        repeat(200) { round ->
                            val (one, other) = pairOn(left, right, isStraight = round % 2 == 0)
                            val start = CountDownLatch(1)
                            val cancels =
                                listOf(one, other).map {
                                    thread {
                                        start.await()
                                        it.cancel("stop")
                                    }
                                }
                            start.countDown()
                            cancels.forEach(Thread::join)
                            one.hasEnded() shouldBe true
                            other.hasEnded() shouldBe true
                        }
                    }
                }
            }
        }

        "TASK-14 limits in two loops that are over together end both" {
            inTime {
                Runner.background("left").use { left ->
                    Runner.background("right").use { right ->
                        repeat(100) {
                            val known = CompletableFuture<Task<*>>()
                            val one =
                                left.loop().task {
                                    val other = known.await()
                                    withTimeoutOrNull(2.milliseconds) { other.await() }
                                }
                            val other =
                                right.loop().task {
                                    withTimeoutOrNull(2.milliseconds) { one.await() }
                                }
                            known.complete(other)
                            one.hasEnded() shouldBe true
                            other.hasEnded() shouldBe true
                        }
                    }
                }
            }
        }

        "TASK-14 a circle ends whose coroutine waits on another dispatcher" {
            inTime {
                runBlocking {
                    Runner.background("loop").use { runner ->
                        val known = CompletableFuture<Task<*>>()
                        val one =
                            runner.loop().task {
                                val other = known.await()
                                withContext(Dispatchers.Default) {
                                    withTimeoutOrNull(10.milliseconds) { other.await() }
                                }
                            }
                        val other = runner.loop().task { one.await() }
                        known.complete(other)
                        one.hasEnded() shouldBe true
                        other.hasEnded() shouldBe true
                    }
                }
            }
        }
    })

/** A coroutine in one loop and a body in another, or two coroutines, that wait for each other. */
private fun pairOn(left: Runner, right: Runner, isStraight: Boolean): Pair<Task<*>, Task<*>> {
    val known = CompletableFuture<Task<*>>()
    val one = left.loop().task { known.await().await() }
    val other =
        if (isStraight) {
            right.loop().submit(Callable { Aiko.await(one) })
        } else {
            right.loop().task { one.await() }
        }
    known.complete(other)
    while (one.awaiting() !== other || other.awaiting() !== one) Thread.onSpinWait()
    return one to other
}

/** Whether it comes to an end, in real time. */
private fun Task<*>.hasEnded(): Boolean {
    val end = CountDownLatch(1)
    whenComplete { _, _ -> end.countDown() }
    return end.await(10, TimeUnit.SECONDS)
}
