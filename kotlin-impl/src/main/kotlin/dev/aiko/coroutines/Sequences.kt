package dev.aiko.coroutines

import dev.aiko.combine.Completions
import dev.aiko.engine.queue.LineCursor
import dev.aiko.engine.scope.usedSuspending
import dev.aiko.engine.sequence.forEachWhile
import dev.aiko.engine.sequence.sequenceOf
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sequence.Cursor
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

/**
 * Does something with every value, one after the other, and closes the sequence when it leaves, early
 * or not. Not `forEach`, which the standard library has for everything that has an iterator.
 */
@JvmSynthetic
public suspend fun <T : Any> AsyncSequence<T>.collect(action: suspend (T) -> Unit): Unit =
    forEachWhile {
        action(it)
        true
    }

/** All the values. */
@JvmSynthetic
public suspend fun <T : Any> AsyncSequence<T>.toList(): List<T> =
    ArrayList<T>().also { all -> forEachWhile(action = all::add) }

/** The stages themselves, each when it is done. */
@JvmSynthetic
public fun <S : CompletionStage<out T>, T> Completions<S, T>.asFlow(): Flow<S> =
    sequence().asFlow()

/** The flow as a sequence, for Java: a consumer that leaves early cancels the collecting. */
@JvmSynthetic
public fun <T : Any> Flow<T>.asAsyncSequence(): AsyncSequence<T> = sequenceOf(this)

/** The next value, or null at the end, and ever after; see [Cursor.nextAsync]. */
@JvmSynthetic
public suspend fun <T : Any> Cursor<T>.next(): T? =
    if (this is LineCursor<T, *>) nextHere() else awaitSuspending(nextAsync()).orElse(null)

/**
 * What is left of this one way through, as a subscription to a topic is one. It can be collected once,
 * and is closed when the collector leaves, early or not.
 */
@JvmSynthetic
public fun <T : Any> Cursor<T>.asFlow(): Flow<T> =
    flow { usedSuspending { while (true) emit(next() ?: break) } }
