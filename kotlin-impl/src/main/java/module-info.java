/** The engine of Aiko on kotlinx.coroutines, and its Kotlin API. */
@SuppressWarnings("requires-automatic") // Micrometer's library has no descriptor of its own yet
module dev.aiko.coroutines {
    requires transitive dev.aiko;
    requires transitive kotlinx.coroutines.core;
    requires transitive kotlin.stdlib;
    // Thread-locals that others have registered; without it there are none.
    requires static context.propagation;
    // Ctrl-C: sun.misc.Signal has no supported twin.
    requires jdk.unsupported;

    exports dev.aiko.coroutines;

    provides dev.aiko.spi.Engine with
            dev.aiko.engine.CoroutineEngine;
    provides dev.aiko.sequence.SequenceEngine with
            dev.aiko.engine.sequence.EngineSequences;
    provides dev.aiko.queue.QueueEngine with
            dev.aiko.engine.queue.EngineQueues;
    provides dev.aiko.sync.SyncEngine with
            dev.aiko.engine.sync.EngineSync;
}
