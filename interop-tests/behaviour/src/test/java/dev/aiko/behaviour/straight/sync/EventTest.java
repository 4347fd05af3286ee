package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A flag that many wait for. */
class EventTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncEvent event = AsyncEvent.create();

    private Task<?> waiter(String name) {
        Task<?> task =
                loop.createTask(
                        () -> {
                            assertNull(await(event.awaitAsync()));
                            trail.add(name);
                        });
        virtual.settle();
        return task;
    }

    @Test
    @DisplayName("EVT-01 a new event is not set, and a wait lasts until it is; it gives null")
    void unset() {
        assertFalse(event.isSet());
        Task<?> waiter = waiter("goes on");
        assertFalse(waiter.isDone());
        assertEquals(1, event.waiting());
        event.set();
        assertTrue(event.isSet());
        virtual.settle();

        trail.is("goes on");
        assertNull(waiter.result());
        assertEquals(0, event.waiting());
    }

    @Test
    @DisplayName("EVT-02 waiting for an event that is set does not suspend")
    void set() {
        event.set();
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    assertNull(await(event.awaitAsync()));
                    trail.add("goes on");
                });

        trail.is("goes on", "somebody else");
    }

    @Test
    @DisplayName(
            "EVT-03 a set wakes all in the order in which they came; who comes then does not wait")
    void order() {
        waiter("first");
        waiter("second");
        waiter("third");
        loop.runUntilComplete(
                () -> {
                    event.set();
                    await(event.awaitAsync());
                    trail.add("late");
                });
        virtual.settle();

        trail.is("late", "first", "second", "third");
    }

    @Test
    @DisplayName("EVT-03 those who were woken go on although the event is cleared before they do")
    void clearedBeforeTheyGoOn() {
        waiter("first");
        waiter("second");
        event.set();
        event.clear();
        Task<?> third = waiter("third");

        trail.is("first", "second");
        assertFalse(third.isDone());
    }

    @Test
    @DisplayName("EVT-04 a wait that begins after a clear lasts until the next set")
    void cleared() {
        event.set();
        event.clear();
        assertFalse(event.isSet());
        waiter("goes on");
        trail.is();
        event.set();
        virtual.settle();

        trail.is("goes on");
    }

    @Test
    @DisplayName("EVT-05 a second set, and a clear of what is not set, change nothing")
    void twice() {
        waiter("first");
        event.clear();
        assertEquals(1, event.waiting());
        virtual.settle();
        trail.is();
        event.set();
        event.set();
        virtual.settle();
        trail.is("first");
        assertTrue(event.isSet());
        event.clear();
        event.clear();
        assertFalse(event.isSet());
        Task<?> second = waiter("second");

        assertFalse(second.isDone());
        trail.is("first");
    }

    @Test
    @DisplayName("EVT-06 a cancelled waiter leaves, and the others are woken")
    void cancelled() {
        Task<?> first = waiter("first");
        waiter("second");
        assertEquals(2, event.waiting());
        first.cancel("enough");
        virtual.settle();
        assertTrue(first.isCancelled());
        assertEquals(1, event.waiting());
        event.set();
        virtual.settle();

        trail.is("second");
    }
}
