package dev.aiko.behaviour.suspending.sequence

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.await
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.launch
import java.io.IOException
import kotlin.time.Duration.Companion.minutes
import kotlin.time.Duration.Companion.seconds

/** A cursor of a flow that is closed, or whose flow has ended while nobody asked. */
class ClosedCursorTest :
    StringSpec({
        "the next value after closing is none, while the flow cleans up and after that" {
            inTask {
                val cursor = countingFlow(Trail()).asAsyncSequence().open()
                cursor.nextAsync().await().get() shouldBe 1
                val closing = cursor.closeAsync()
                cursor.nextAsync().await().isPresent shouldBe false
                elapsed { closing.await() } shouldBe 1.minutes
                cursor.nextAsync().await().isPresent shouldBe false
            }
        }

        "a wait for the next ends empty when somebody closes" {
            inTask {
                val trail = Trail()
                val cursor = countingFlow(trail).asAsyncSequence().open()
                cursor.nextAsync().await().get() shouldBe 1
                val waiting = cursor.nextAsync()
                delay(0.5.seconds)
                val closing = cursor.closeAsync()
                waiting.await().isPresent shouldBe false
                closing.await()
                trail.reads("begins", "makes 1", "is clean")
            }
        }

        "closing twice does not interrupt a cleanup that waits" {
            inTask {
                val trail = Trail()
                val cursor = countingFlow(trail).asAsyncSequence().open()
                cursor.nextAsync().await().get() shouldBe 1
                val first = cursor.closeAsync()
                delay(1.seconds)
                elapsed { cursor.closeAsync().await() } shouldBe 59.seconds
                first.isDone shouldBe true
                trail.reads("begins", "makes 1", "is clean")
            }
        }

        "a flow that has failed while nobody waited tells whoever asks next, and once" {
            inTask {
                val cursor = dying().asAsyncSequence().open()
                cursor.nextAsync().await().get() shouldBe 1
                delay(1.minutes)
                shouldThrow<IOException> { cursor.nextAsync().await() }.message shouldBe "feed died"
                cursor.nextAsync().await().isPresent shouldBe false
            }
        }

        "a slow collector of it sees the failure, and no early end" {
            inTask {
                val seen = mutableListOf<Int>()
                shouldThrow<IOException> {
                    dying().asAsyncSequence().asFlow().collect {
                        seen += it
                        delay(1.minutes)
                    }
                }.message shouldBe "feed died"
                seen shouldBe listOf(1)
            }
        }
    })

/** Dies after a second, whoever takes its values. */
private fun dying() = flow {
    coroutineScope {
        launch {
            delay(1.seconds)
            throw IOException("feed died")
        }
        for (number in generateSequence(1, Int::inc)) emit(number)
    }
}
