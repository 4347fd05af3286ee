package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.Runner
import dev.aiko.TaskGroup
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asDeferred
import dev.aiko.coroutines.asLoopFuture
import dev.aiko.coroutines.await
import dev.aiko.coroutines.race
import dev.aiko.coroutines.shielded
import dev.aiko.coroutines.task
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeoutOrNull
import kotlinx.coroutines.yield
import java.time.Duration.ofSeconds
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.function.Supplier
import kotlin.time.Duration.Companion.hours
import kotlin.time.Duration.Companion.seconds

/** Circles of waits that go through races, jobs, groups of futures and nested futures. */
class WaitCircleEndsTest :
    StringSpec({
        "TASK-14 a race whose loser awaits the one who races ends with the winner" {
            inTask {
                lateinit var one: Task<Int>
                one = task {
                    race({
                        delay(1.seconds)
                        1
                    }, { one.await() })
                }
                one.end()
            }
        }

        "TASK-14 a staggered race does" {
            inTask {
                lateinit var one: Task<Int>
                one =
                    task {
                        val first = Supplier<CompletionStage<Int>> {
                            task {
                                delay(2.seconds)
                                1
                            }
                        }
                        val second = Supplier<CompletionStage<Int>> { one }
                        Aiko.staggeredRace<Int>(
                            ofSeconds(1),
                            listOf(first, second)
                        ).await().value()!!
                    }
                one.end()
            }
        }

        "TASK-14 a circle through the job of a coroutine ends, whoever is cancelled" {
            for (first in 0..2) {
                inTask {
                    lateinit var one: Task<*>
                    val job = CompletableFuture<Job>()
                    val other =
                        task { coroutineScope { job.complete(launch { one.await() }) } }
                    one = task { job.await().asLoopFuture().await() }
                    delay(1.seconds)
                    when (first) {
                        0 -> one.cancel("stop")
                        1 -> other.cancel("stop")
                        else -> job.await().cancel()
                    }
                    one.end()
                    other.end()
                }
            }
        }

        "TASK-14 a circle through a deferred value of a task ends, whoever is cancelled" {
            for (first in 0..1) {
                inTask {
                    val known = CompletableFuture<Deferred<*>>()
                    val one = task<Any?> { known.await().asLoopFuture().await() }
                    val deferred = one.asDeferred()
                    known.complete(deferred)
                    delay(1.seconds)
                    if (first == 0) one.cancel("stop") else deferred.cancel()
                    one.end()
                    deferred.join()
                }
            }
        }

        "TASK-14 a circle through a coroutine that is no task ends, whoever is cancelled" {
            for (first in 0..2) {
                inTask {
                    val scope = LoopScope.on(Aiko.runningLoop(), "scope")
                    lateinit var one: Task<*>
                    val guest = scope.launch { one.await() }
                    one = Aiko.createTask(Callable { Aiko.await(guest.asLoopFuture()) })
                    delay(1.seconds)
                    when (first) {
                        0 -> guest.cancel()
                        1 -> one.cancel("stop")
                        else -> scope.closeAsync()
                    }
                    one.end()
                    guest.join()
                    scope.closeAsync().await()
                }
            }
        }

        "TASK-14 a coroutine that awaits its own job as a future ends with its limit" {
            inTask {
                lateinit var own: Deferred<Unit?>
                own =
                    async {
                        yield()
                        withTimeoutOrNull(1.seconds) { own.asLoopFuture().await() }
                    }
                own.join()
            }
        }

        "TASK-14 a circle through a group of futures ends when another child fails" {
            inTask {
                lateinit var other: Task<*>
                val known = CompletableFuture<Task<*>>()
                val group =
                    TaskGroup.start { group ->
                        group.createTask(Callable { Aiko.await(Aiko.await(known)) })
                        group.createTask(
                            Callable {
                                Aiko.await(Aiko.sleep(ofSeconds(1)))
                                error("boom")
                            }
                        )
                        CompletableFuture.completedFuture(null)
                    }
                other = task { group.await() }
                known.complete(other)
                other.end()
                group.end()
            }
        }

        "TASK-14 a group of futures in a circle is done when its child is, and not before" {
            val trail = Trail()
            inTask {
                val known = CompletableFuture<Task<*>>()
                val children = CompletableFuture<Task<*>>()
                val group =
                    Aiko.composeTask {
                        TaskGroup.start { group ->
                            val child: Task<Any?> =
                                group.createTask(
                                    Callable<Any?> {
                                        try {
                                            Aiko.await(Aiko.await(known))
                                        } finally {
                                            Aiko.shielded(
                                                Callable {
                                                    Aiko.await(
                                                        Aiko.sleep(ofSeconds(1))
                                                    )
                                                }
                                            )
                                            trail.add("child over")
                                        }
                                    }
                                )
                            children.complete(child)
                            CompletableFuture.completedFuture(null)
                        }
                    }
                val other = task { group.await() }
                known.complete(other)
                delay(1.seconds)
                children.await().cancel("stop")
                group.end()
                trail.add("group over")
                other.end()
            }
            trail.`is`("child over", "group over")
        }

        "TASK-14 a circle through futures nested a thousand deep ends" {
            inTask {
                lateinit var one: Task<*>
                val other = task { one.await() }
                one =
                    task {
                        var nested: CompletableFuture<*> = other
                        repeat(1_000) { nested = Aiko.gather(listOf(nested)) }
                        withTimeoutOrNull(1.seconds) { nested.await() }
                    }
                one.end()
                other.end()
            }
        }

        "TASK-14 a circle through a race on another loop ends" {
            inTime {
                Runner.background("left").use { left ->
                    Runner.background("right").use { right ->
                        val known = CompletableFuture<CompletableFuture<*>>()
                        val one = left.loop().task { known.await().await() }
                        val race =
                            right.loop().submit(
                                Callable<CompletableFuture<*>> {
                                    val runner =
                                        Supplier<CompletionStage<Any?>> {
                                            task<Any?> { one.await() }
                                        }
                                    Aiko.staggeredRace<Any?>(null, listOf(runner))
                                }
                            ).get()
                        known.complete(race)
                        while (one.awaiting() == null) Thread.onSpinWait()
                        one.cancel("stop")
                        one.handle { _, _ -> }.get()
                    }
                }
            }
        }

        "TASK-14 waits of tens of thousands in a row end" {
            inTask {
                var last: Task<*> = task { awaitCancellation() }
                repeat(20_000) {
                    val before = last
                    last = Aiko.composeTask { before }
                }
                yield()
                last.cancel("stop")
                last.end()
            }
        }

        "TASK-14 a limit ends a circle whose other wait is in a shield" {
            inTask {
                lateinit var one: Task<Int>
                one =
                    task {
                        shielded {
                            task { withTimeoutOrNull(1.seconds) { one.await() } ?: 0 }.await()
                        }
                    }
                one.end()
            }
        }

        "TASK-14 a wait in a shield that begins when the limit of the other is over ends" {
            for (isStraight in listOf(true, false)) {
                inTask {
                    lateinit var one: Task<Any?>
                    val begins = CompletableDeferred<Unit>()
                    val other =
                        task<Any?> {
                            shielded { begins.await() }
                            shielded { one.await() }
                        }
                    val straight =
                        Aiko.createTask(
                            Callable<Any?> {
                                Aiko.shielded(Callable { Aiko.await(begins.asLoopFuture()) })
                                Aiko.shielded(Callable { Aiko.await(one) })
                            }
                        )
                    one =
                        task {
                            withTimeoutOrNull(1.seconds) {
                                (if (isStraight) straight else other).await()
                            }
                        }
                    delay(2.seconds)
                    begins.complete(Unit)
                    one.end()
                    other.end()
                    straight.end()
                }
            }
        }

        "TASK-14 one that waits in cleanup for who waits for it ends with its limit" {
            val opened = CompletableDeferred<Unit>()
            inTask {
                lateinit var one: Task<*>
                one =
                    task {
                        race<Any?>(
                            { delay(1.seconds) },
                            {
                                try {
                                    delay(1.hours)
                                } finally {
                                    withContext(NonCancellable) {
                                        withTimeoutOrNull(1.seconds) { one.await() }
                                    }
                                }
                            }
                        )
                    }
                one.end()
                opened.complete(Unit)
            }
        }
    })
