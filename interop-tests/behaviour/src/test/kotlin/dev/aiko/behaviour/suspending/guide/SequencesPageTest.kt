package dev.aiko.behaviour.suspending.guide

import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.elapsed
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.coroutines.asAsyncSequence
import dev.aiko.coroutines.asFlow
import dev.aiko.coroutines.shielded
import dev.aiko.sequence.AsyncSequence
import io.kotest.assertions.throwables.shouldThrow
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import io.kotest.matchers.string.shouldEndWith
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.toList
import kotlin.time.Duration.Companion.seconds

private val trail = Trail()

private suspend fun washUp() {
    brew("a cloth", 1)
    trail.add("washed up")
}

fun cups(many: Int): Flow<String> = flow {
    try {
        for (i in 1..many) {
            emit(brew("cup $i", 1))
        }
    } finally {
        shielded { washUp() }
    }
}

suspend fun teaParty(): List<String> {
    val drunk = mutableListOf<String>()
    cups(3).collect { cup -> drunk += cup }
    return drunk
}

fun cupsForJava(many: Int): AsyncSequence<String> = cups(many).asAsyncSequence()

suspend fun oneCupIsEnough(fromJava: AsyncSequence<String>): String = fromJava.asFlow().first()

/** The Kotlin code of docs/guide/sequences.md. */
class SequencesPageTest :
    StringSpec({
        "cups come one after the other" {
            inTask {
                elapsed {
                    teaParty() shouldBe listOf("cup 1", "cup 2", "cup 3")
                } shouldBe 4.seconds
            }
        }

        "a sequence of Java is a flow, and stops when the flow is left" {
            inTask {
                val before = trail.steps().size
                elapsed {
                    oneCupIsEnough(cupsForJava(100)) shouldBe "cup 1"
                    trail.steps().size shouldBe before + 1
                } shouldBe 2.seconds
            }
        }

        "there and back again it is the same" {
            inTask { cupsForJava(2).asFlow().toList() shouldBe listOf("cup 1", "cup 2") }
        }

        "a plain for in a coroutine is refused" {
            inTask {
                shouldThrow<IllegalStateException> {
                    for (cup in cupsForJava(3)) trail.add(cup)
                }.message!! shouldEndWith "this is a coroutine; use asFlow()."
            }
        }
    })
