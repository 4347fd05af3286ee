package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.inTime
import dev.aiko.behaviour.suspending.logged
import dev.aiko.behaviour.suspending.reads
import dev.aiko.behaviour.suspending.virtualLoop
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.loop.LoopFactory
import dev.aiko.sequence.AsyncSequence
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.collections.shouldBeEmpty
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.flowOf
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext
import java.util.logging.Level
import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes

class ShutdownTest :
    StringSpec({
        fun endless(trail: Trail, name: String): Flow<Int> = flow {
            try {
                while (true) emit(1)
            } finally {
                withContext(NonCancellable) { delay(1.minutes) }
                trail.add("$name is clean")
            }
        }

        "AGEN-01 it closes every sequence that is being gone through, and waits for the cleanup" {
            inTask {
                val trail = Trail()
                val cursors = List(2) { endless(trail, "maker $it").asAsyncSequence().open() }
                cursors.forEach { it.nextAsync().await().get() shouldBe 1 }
                val ended = flowOf(1).asAsyncSequence().toListAsync()
                ended.await()
                Aiko.runningLoop().shutdownAsyncGenerators().await()
                trail.steps().toSet() shouldBe setOf("maker 0 is clean", "maker 1 is clean")
                cursors.forEach { it.nextAsync().await().isPresent shouldBe false }
            }
        }

        "AGEN-01 the makers clean up at the same time" {
            inTask {
                val cursors = List(3) { endless(Trail(), "maker").asAsyncSequence().open() }
                cursors.forEach { it.nextAsync().await().get() shouldBe 1 }
                elapsed { Aiko.runningLoop().shutdownAsyncGenerators().await() } shouldBe 1.minutes
            }
        }

        "AGEN-01 without any sequence there is nothing to wait for" {
            inTask {
                elapsed { Aiko.runningLoop().shutdownAsyncGenerators().await() } shouldBe
                    Duration.ZERO
            }
        }

        "AGEN-01 the end of runAiko closes the sequences that are left over" {
            val trail = Trail()
            inTime {
                runAiko(loopFactory = LoopFactory { virtualLoop() }) {
                    val cursor = endless(trail, "maker").asAsyncSequence().open()
                    cursor.nextAsync().await().get() shouldBe 1
                }
            }
            trail.reads("maker is clean")
        }

        "AGEN-02 a sequence that is opened after that is a mistake the log tells" {
            logged(Level.WARNING) {
                inTask {
                    Aiko.runningLoop().shutdownAsyncGenerators().await()
                    AsyncSequence.of(listOf(1)).asFlow().toList()
                }
            }.size shouldBe 1
        }

        "AGEN-02 before that it is none" {
            logged(Level.WARNING) {
                inTask { AsyncSequence.of(listOf(1)).asFlow().toList() }
            }.shouldBeEmpty()
        }
    })
