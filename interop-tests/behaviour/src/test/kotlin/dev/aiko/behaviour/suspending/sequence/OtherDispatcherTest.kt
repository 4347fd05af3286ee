package dev.aiko.behaviour.suspending.sequence

import dev.aiko.Aiko
import dev.aiko.behaviour.Trail
import dev.aiko.behaviour.suspending.inTask
import dev.aiko.behaviour.suspending.reads
import dev.aiko.coroutines.asFlow
import dev.aiko.sequence.AsyncSequence
import io.kotest.core.spec.style.StringSpec
import io.kotest.matchers.shouldBe
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.flowOn
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext

/** A sequence as a flow that is collected on threads which are none of the loop's. */
class OtherDispatcherTest :
    StringSpec({
        fun noting(trail: Trail): AsyncSequence<Int> {
            val loop = Aiko.runningLoop()
            return AsyncSequence.generate { emitter ->
                check(Aiko.runningLoop() === loop)
                try {
                    for (number in generateSequence(1, Int::inc)) emitter.emit(number)
                } finally {
                    trail.add("is clean")
                }
            }
        }

        "flowOn another dispatcher: all values come, made on the loop of the task" {
            inTask {
                AsyncSequence.of(listOf(1, 2, 3)).asFlow()
                    .map { it * 2 }
                    .flowOn(Dispatchers.Default)
                    .toList() shouldBe listOf(2, 4, 6)
            }
        }

        "a collector on another dispatcher that leaves early has stopped the maker" {
            inTask {
                val trail = Trail()
                noting(trail).asFlow().flowOn(Dispatchers.Default).first() shouldBe 1
                trail.reads("is clean")
            }
        }

        "collecting within another dispatcher does the same" {
            inTask {
                val trail = Trail()
                val sequence = noting(trail)
                withContext(Dispatchers.Default) {
                    sequence.asFlow().first { it == 3 } shouldBe 3
                }
                trail.reads("is clean")
            }
        }
    })
