package dev.aiko.coroutines

import dev.aiko.combine.Completions
import dev.aiko.engine.sequence.forEachWhile
import dev.aiko.engine.sequence.sequenceOf
import dev.aiko.sequence.AsyncSequence
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import java.util.concurrent.CompletionStage

/**
 * The sequence as a cold flow: every collector goes through it from the beginning, on the loop that
 * runs there, and closes it when it leaves, early or not.
 */
@JvmSynthetic
public fun <T : Any> AsyncSequence<T>.asFlow(): Flow<T> =
    flow {
        forEachWhile {
            emit(it)
            true
        }
    }

/** The stages themselves, each when it is done. */
@JvmSynthetic
public fun <S : CompletionStage<out T>, T> Completions<S, T>.asFlow(): Flow<S> =
    sequence().asFlow()

/** The flow as a sequence, for Java: a consumer that leaves early cancels the collecting. */
@JvmSynthetic
public fun <T : Any> Flow<T>.asAsyncSequence(): AsyncSequence<T> = sequenceOf(this)
