package dev.aiko.engine.border

import dev.aiko.engine.scope.usedSuspending
import dev.aiko.engine.sequence.GoneThrough
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.sequence.AsyncSequence
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * A sequence of Java's as a flow for whoever collects it in Kotlin, who may know of no loop: then it
 * is made on the same one as the answer of a body.
 */
internal fun <T : Any> answeredFlow(sequence: AsyncSequence<T>): Flow<T> =
    flow {
        val cursor =
            if (sequence is GoneThrough) {
                sequence.open(homeFor(currentCoroutineContext()))
            } else {
                sequence.open()
            }
        cursor.usedSuspending {
            while (true) emit(awaitSuspending(it.nextAsync()).orElse(null) ?: break)
        }
    }
