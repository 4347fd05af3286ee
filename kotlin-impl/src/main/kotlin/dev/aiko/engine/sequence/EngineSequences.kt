package dev.aiko.engine.sequence

import dev.aiko.engine.task.ComposedTask
import dev.aiko.engine.task.Home
import dev.aiko.engine.task.StraightTask
import dev.aiko.engine.task.SuspendTask
import dev.aiko.engine.task.awaitSuspending
import dev.aiko.engine.task.newCoroutine
import dev.aiko.engine.task.stageOf
import dev.aiko.scope.ScopeAction
import dev.aiko.sequence.AsyncSequence
import dev.aiko.sequence.Emitter
import dev.aiko.sequence.SequenceEngine
import dev.aiko.task.LoopFuture
import dev.aiko.task.TaskOptions
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.Flow
import java.util.concurrent.CompletionStage
import java.util.concurrent.Flow.Publisher
import java.util.function.Function
import java.util.function.Supplier
import java.util.stream.Stream

/** The door to this room. */
public class EngineSequences : SequenceEngine {
    override fun <T : Any> generate(code: ScopeAction<Emitter<T>>): AsyncSequence<T> =
        MadeSequence { home, out ->
            StraightTask<Void?>(home, GENERATOR) {
                code.run(out)
                null
            }
        }

    override fun <T : Any> compose(
        code: Function<Emitter<T>, out CompletionStage<*>>
    ): AsyncSequence<T> =
        MadeSequence { home, out ->
            ComposedTask<Any?>(
                home,
                GENERATOR,
                body = Supplier {
                    @Suppress("UNCHECKED_CAST") // the value is dropped
                    stageOf { code.apply(out) as CompletionStage<Any?>? }
                }
            )
        }

    override fun <T : Any> of(values: Iterable<T>): AsyncSequence<T> =
        MadeSequence { home, out ->
            home.newCoroutine(GENERATOR) { for (value in values) out.emitSuspending(value) }
        }

    override fun <T : Any> of(values: Stream<out T>): AsyncSequence<T> =
        MadeSequence { home, out ->
            home.newCoroutine(GENERATOR) {
                values.use { for (value in it) out.emitSuspending(value) }
            }
        }

    override fun <T : Any> from(publisher: Publisher<out T>): AsyncSequence<T> =
        MadeSequence { home, out ->
            home.newCoroutine(GENERATOR) { Subscriber<T>().passOn(publisher, out) }
        }
}

/** A flow as a sequence. */
internal fun <T : Any> sequenceOf(flow: Flow<T>): AsyncSequence<T> =
    MadeSequence { home, out ->
        home.newCoroutine(GENERATOR) { flow.collect { out.emitSuspending(it) } }
    }

/** Closes everything that is being gone through on a loop; a cleanup that fails is reported. */
internal fun closeAll(home: Home): LoopFuture<Void?> =
    SuspendTask<Void?>(home, TaskOptions.named("shutdownAsyncGenerators")) {
        for (closing in home.sequences.shutDown().map { it.closeAsync() }) {
            try {
                awaitSuspending(closing)
            } catch (failure: Exception) {
                ensureActive()
                home.report("The cleanup of a sequence failed.", failure, null)
            }
        }
        null
    }.also { it.start(eager = false) }

private val GENERATOR = TaskOptions.named("generator")
