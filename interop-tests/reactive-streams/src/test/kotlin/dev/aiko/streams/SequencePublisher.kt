package dev.aiko.streams

import dev.aiko.Runner
import dev.aiko.sequence.AsyncSequence
import org.reactivestreams.tck.TestEnvironment
import org.reactivestreams.tck.flow.FlowPublisherVerification
import org.testng.annotations.AfterClass
import org.testng.annotations.BeforeClass
import java.util.concurrent.Callable
import java.util.concurrent.Flow

/** The rules of Reactive Streams, asked of the publisher of one kind of sequence. */
abstract class SequencePublisher :
    FlowPublisherVerification<Long>(TestEnvironment(PATIENCE_MILLIS, SILENCE_MILLIS)) {
    private lateinit var runner: Runner

    @BeforeClass
    fun startLoop() {
        runner = Runner.background("tck")
    }

    @AfterClass
    fun closeLoop() = runner.close()

    /** The numbers from 1 to [count]. */
    protected abstract fun numbers(count: Long): AsyncSequence<Long>

    /** A publisher belongs to the loop it is made on. */
    override fun createFlowPublisher(elements: Long): Flow.Publisher<Long> =
        runner.loop().submit(Callable { numbers(elements).asPublisher() }).join()

    /** None: a sequence does nothing, and so cannot fail, before somebody asks for a value. */
    override fun createFailedFlowPublisher(): Flow.Publisher<Long>? = null

    private companion object {
        /** How long a signal may take; two tests of bad requests wait that long in any case. */
        const val PATIENCE_MILLIS = 1_000L

        /** How long to listen when no signal may come. */
        const val SILENCE_MILLIS = 50L
    }
}
