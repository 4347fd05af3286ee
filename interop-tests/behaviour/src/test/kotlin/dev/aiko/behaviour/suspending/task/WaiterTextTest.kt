package dev.aiko.behaviour.suspending.task

import dev.aiko.Aiko
import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.sequence.AsyncSequence
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.string.shouldContain
import io.kotest.matchers.string.shouldNotContain
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext
import kotlinx.coroutines.yield
import java.time.Duration.ofHours
import java.util.concurrent.Callable
import kotlin.time.Duration.Companion.hours

/** A text names who waits as users know him, and no class of ours. */
class WaiterTextTest :
    StringSpec({
        fun knowsNoInnerName(text: String) {
            text shouldNotContain "dev.aiko"
            text shouldNotContain "@"
        }

        "NAME-03 a future names the task whose coroutine waits for it" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Unit>()
                val waiting = task(name = "courier") { future.await() }
                yield()
                "$future" shouldContain "callbacks=[<Task pending name='courier'>]"
                waiting.cancel("stop")
                waiting.end()
            }
        }

        "NAME-03 a task names the one that was cancelled and waits for its end" {
            inTask {
                val stubborn =
                    task {
                        try {
                            awaitCancellation()
                        } finally {
                            withContext(NonCancellable) { delay(1.hours) }
                        }
                    }
                val waiting = task(name = "courier") { stubborn.await() }
                yield()
                waiting.cancel("stop")
                yield()
                "$stubborn" shouldContain "callbacks=[<Task cancelling name='courier'>]"
                waiting.end()
            }
        }

        "NAME-03 a task names a body that waits with a limit" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Unit>()
                val waiting = Aiko.createTask(Callable { Aiko.await(future, ofHours(1)) })
                yield()
                "$future" shouldContain "callbacks=[<Task pending name='${waiting.name()}'>]"
                waiting.cancel("stop")
                waiting.end()
            }
        }

        "NAME-03 a coroutine that belongs to no task is one" {
            inTask {
                val future = Aiko.runningLoop().createFuture<Unit>()

                @OptIn(DelicateCoroutinesApi::class)
                val waiting =
                    GlobalScope.launch(Dispatchers.Unconfined, CoroutineStart.UNDISPATCHED) {
                        future.await()
                    }
                "$future" shouldContain "callbacks=[a coroutine]"
                waiting.cancel()
            }
        }

        "NAME-03 the maker of a sequence names who goes through it" {
            inTask {
                val sequence =
                    AsyncSequence.generate<String> { it.emit(Aiko.currentTask().toString()) }
                val maker = sequence.asFlow().first()
                maker shouldContain "callbacks=[a way through a sequence]"
            }
        }

        "NAME-03 a coroutine that dies with another one is told of its task" {
            inTask {
                val task =
                    task(name = "courier") {
                        launch { error("broken") }
                        val died = shouldThrow<CancellationException> { delay(1.hours) }
                        "$died" shouldContain "courier"
                        knowsNoInnerName("$died".substringAfter("is cancelling"))
                        died.message shouldNotContain "BodyJob"
                    }
                task.end()
                task.exception()?.message shouldContain "broken"
            }
        }
    })
