package dev.aiko.behaviour.suspending.border

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.withLoop
import dev.aiko.coroutines.LoopScope
import dev.aiko.coroutines.asCoroutineDispatcher
import dev.aiko.coroutines.runTask
import io.kotest.core.spec.style.StringSpec
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.yield
import java.io.IOException

/** Who hears of the failure of a coroutine that no scope takes. */
class LostFailuresTest :
    StringSpec({
        fun heardOf(fail: suspend CoroutineScope.() -> Unit): Trail {
            val trail = Trail()
            withLoop { loop ->
                loop.setExceptionHandler { _, _ -> trail.add("handler of the loop") }
                Thread.currentThread().setUncaughtExceptionHandler { _, _ ->
                    trail.add("handler of the thread")
                }
                loop.runTask {
                    fail()
                    repeat(3) { yield() }
                }
            }
            return trail
        }

        suspend fun fail(): Unit = throw IOException("boom")

        "launched under a supervisor in a task, the uncaught exception handler of the thread" {
            heardOf { supervisorScope { launch { fail() } } }.reads("handler of the thread")
        }

        "launched in a scope on the dispatcher, the same" {
            heardOf { CoroutineScope(Aiko.runningLoop().asCoroutineDispatcher()).launch { fail() } }
                .reads("handler of the thread")
        }

        "launched in a LoopScope, the exception handler of the loop" {
            heardOf { LoopScope.on(Aiko.runningLoop(), "stock").launch { fail() } }
                .reads("handler of the loop")
        }

        "its own CoroutineExceptionHandler before all of these" {
            val trail = Trail()
            val own = CoroutineExceptionHandler { _, _ -> trail.add("its own") }
            heardOf {
                supervisorScope { launch(own) { fail() } }
                LoopScope.on(Aiko.runningLoop(), "stock").launch(own) { fail() }
            }.reads()
            trail.reads("its own", "its own")
        }
    })
