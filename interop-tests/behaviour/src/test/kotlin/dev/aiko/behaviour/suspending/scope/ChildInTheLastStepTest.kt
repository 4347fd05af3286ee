package dev.aiko.behaviour.suspending.scope

import dev.aiko.behaviour.suspending.end
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runTask
import dev.aiko.coroutines.task
import dev.aiko.coroutines.taskGroup
import dev.aiko.task.Task
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withContext
import java.lang.ref.WeakReference
import kotlin.time.Duration.Companion.seconds

/** Groups of coroutines that are cancelled in the middle of a step, or forgotten. */
class ChildInTheLastStepTest :
    StringSpec({
        "TG-20 a child made after the cancel, and before the body hears of it, is stopped as well" {
            inTask {
                val trail = ArrayList<String>()
                lateinit var own: Task<*>
                own =
                    task {
                        taskGroup {
                            own.cancel("enough")
                            task {
                                try {
                                    awaitCancellation()
                                } finally {
                                    trail += "child over"
                                }
                            }
                            delay(1.seconds)
                            trail += "not cancelled"
                        }
                    }
                own.end()
                own.isCancelled shouldBe true
                trail shouldBe listOf()
            }
        }

        "a child that cleans up is asked to stop once" {
            inTask {
                val trail = ArrayList<String>()
                val own =
                    task {
                        taskGroup {
                            task {
                                try {
                                    awaitCancellation()
                                } finally {
                                    withContext(NonCancellable) { delay(1.seconds) }
                                    trail += "child over"
                                }
                            }
                            delay(9.seconds)
                        }
                    }
                delay(1.seconds)
                own.cancel("enough")
                own.end()
                own.cancelling() shouldBe 1
                trail shouldBe listOf("child over")
            }
        }

        "a group that nobody can ever resume is garbage" {
            withLoop { loop ->
                val lost =
                    loop.runTask {
                        val big = ByteArray(1_000)
                        CoroutineScope(loop.asCoroutineDispatcher() + Job()).launch {
                            taskGroup {
                                suspendCancellableCoroutine<Unit> { }
                                big.hashCode()
                            }
                        }
                        delay(1.seconds)
                        WeakReference(big)
                    }
                repeat(100) {
                    if (lost.get() != null) {
                        System.gc()
                        Thread.onSpinWait()
                    }
                }
                lost.get() shouldBe null
            }
        }
    })
