package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.Aiko.sleep
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.Wait
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.Suspend
import dev.aiko.loop.EventLoop
import dev.aiko.sync.AsyncLock
import dev.aiko.task.TaskCancelledException
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.types.shouldBeSameInstanceAs
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withContext
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CountDownLatch
import kotlin.coroutines.intrinsics.suspendCoroutineUninterceptedOrReturn

/** The loop for those who have none serves the whole process, and outlives what goes wrong on it. */
class ElsewhereTest :
    StringSpec({
        /** As a Java method does that implements a suspend function with a body. */
        suspend fun <T> answered(body: Callable<T>): T =
            suspendCoroutineUninterceptedOrReturn { Suspend.answer(it, body) }

        suspend fun loopElsewhere(): EventLoop = answered { Aiko.runningLoop() }

        suspend fun failFatally(): Throwable {
            val fatal = OutOfMemoryError("made by a test")
            shouldThrow<OutOfMemoryError> {
                answered {
                    Aiko.await(sleep(Duration.ofMillis(2)))
                    throw fatal
                }
            } shouldBeSameInstanceAs fatal
            return fatal
        }

        /** [heard] is told what leaves the thread of the loop, before that goes on. */
        fun withoutLoop(heard: (Throwable) -> Unit = {}, test: suspend CoroutineScope.() -> Unit) {
            val before = Thread.getDefaultUncaughtExceptionHandler()
            Thread.setDefaultUncaughtExceptionHandler { thread, failure ->
                if (thread.name == "aiko-elsewhere") heard(failure)
            }
            try {
                inTime { runBlocking { withContext(Dispatchers.Default, test) } }
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(before)
            }
        }

        "a fatal error reaches who waits for it and the handler of the thread, and all goes on" {
            val heard = Channel<Throwable>(Channel.UNLIMITED)
            withoutLoop({ heard.trySend(it) }) {
                repeat(100) {
                    val fatal = failFatally()
                    answered { "next" } shouldBe "next"
                    heard.receive() shouldBeSameInstanceAs fatal
                }
            }
        }

        "what others do there meanwhile is none the worse for it" {
            withoutLoop {
                val gate = CompletableFuture<String>()
                val waits = CountDownLatch(1)
                val other = async {
                    answered {
                        waits.countDown()
                        Aiko.await(gate)
                    }
                }
                Wait.until(waits)
                val loop = loopElsewhere()
                failFatally()
                loopElsewhere() shouldBeSameInstanceAs loop
                gate.complete("came")
                other.await() shouldBe "came"
            }
        }

        "a body that stops it is answered, and so are the next ones" {
            withoutLoop {
                answered {
                    Aiko.runningLoop().stop()
                    Aiko.await(sleep(Duration.ofMillis(2)))
                    "went on"
                } shouldBe "went on"
                answered { "next" } shouldBe "next"
                val lock = AsyncLock.create()
                val lease = lock.acquireAsync().join()
                val second = lock.acquireAsync().thenApply { it.close() }
                lease.close()
                second.join()
            }
        }

        "one that somebody has closed ends who waits there, and is replaced" {
            lateinit var loop: EventLoop
            val trail = Trail()
            val isClosed = CompletableDeferred<Unit>()
            val heard = { _: Throwable ->
                loop.close() // on its own thread, between two runs
                isClosed.complete(Unit)
                Unit
            }
            withoutLoop(heard) {
                loop = loopElsewhere()
                supervisorScope {
                    val waits = CountDownLatch(1)
                    val other = async {
                        answered {
                            waits.countDown()
                            Aiko.await(CompletableFuture<String>())
                        }
                    }
                    Wait.until(waits)
                    failFatally()
                    isClosed.await()
                    shouldThrow<TaskCancelledException> { other.await() }
                    trail.add("ended")
                }
                val next = loopElsewhere()
                next.isClosed shouldBe false
                next.name() shouldBe "aiko-elsewhere"
                answered { "next" } shouldBe "next"
            }
            loop.isClosed shouldBe true
            trail.reads("ended")
        }
    })
