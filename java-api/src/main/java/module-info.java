/**
 * The public API of Aiko. It knows no Kotlin and no engine: the one engine on the path is found
 * when the first loop is made.
 */
module dev.aiko {
    requires static transitive org.jspecify;
    requires static transitive com.google.errorprone.annotations;

    exports dev.aiko;
    exports dev.aiko.combine;
    exports dev.aiko.context;
    exports dev.aiko.loop;
    exports dev.aiko.queue;
    exports dev.aiko.scope;
    exports dev.aiko.sequence;
    exports dev.aiko.spi;
    exports dev.aiko.sync;
    exports dev.aiko.task;

    uses dev.aiko.queue.QueueEngine;
    uses dev.aiko.sequence.SequenceEngine;
    uses dev.aiko.spi.Engine;
    uses dev.aiko.sync.SyncEngine;
}
