package dev.aiko.behaviour.straight.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.Topic;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A publish on a closed topic. */
class ClosedTopicFutureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Topic<Integer> topic = Topic.create();

    @Test
    @DisplayName("on a closed topic it is the future of a publish that fails")
    void theFutureFails() {
        topic.close();
        var future = topic.publishAsync(1);
        assertTrue(future.handle((none, thrown) -> thrown != null).join());
    }
}
