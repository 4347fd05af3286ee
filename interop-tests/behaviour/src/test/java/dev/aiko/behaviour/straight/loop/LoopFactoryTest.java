package dev.aiko.behaviour.straight.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who makes the loops of a program. */
class LoopFactoryTest {

    private final List<EventLoop> made = new ArrayList<>();

    @AfterEach
    void forget() {
        Aiko.setLoopFactory(null);
        made.forEach(EventLoop::close);
    }

    private EventLoop make() {
        var loop = Aiko.newEventLoop(LoopOptions.none().withName("made-" + made.size()));
        made.add(loop);
        return loop;
    }

    @Test
    @DisplayName("LOOP-24 the process-wide factory makes the new loops")
    void theFactoryMakesNewLoops() {
        Aiko.setLoopFactory(this::make);

        EventLoop loop = Aiko.newEventLoop();

        assertEquals(List.of(loop), made);
        assertEquals("made-0", loop.name());
    }

    @Test
    @DisplayName("LOOP-24 a runner without a factory of its own takes its loop from there")
    void runnersUseTheFactory() {
        Aiko.setLoopFactory(this::make);

        String name = Aiko.run(() -> Aiko.runningLoop().name());
        try (var runner = Runner.create()) {
            assertSame(runner.loop(), made.get(1));
        }

        assertEquals("made-0", name);
        assertEquals(2, made.size());
        assertTrue(made.stream().allMatch(EventLoop::isClosed));
    }

    @Test
    @DisplayName("LOOP-24 without a factory the built-in kind comes back")
    void nullBringsTheBuiltInKindBack() {
        Aiko.setLoopFactory(this::make);
        Aiko.setLoopFactory(null);

        try (EventLoop loop = Aiko.newEventLoop()) {
            assertEquals(List.of(), made);
            assertNotEquals("made-0", loop.name());
        }
    }

    @Test
    @DisplayName("loops without a name are numbered")
    void loopsAreNumbered() {
        try (EventLoop first = Aiko.newEventLoop();
                EventLoop second = Aiko.newEventLoop()) {
            assertTrue(first.name().matches("loop-\\d+"), first.name());
            assertNotEquals(first.name(), second.name());
        }
    }
}
