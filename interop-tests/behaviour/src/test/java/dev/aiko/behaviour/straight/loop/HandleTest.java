package dev.aiko.behaviour.straight.loop;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.Handle;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Taking a callback back. */
class HandleTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private List<Handle> oneOfEachKind(Runnable callback) {
        return List.of(
                loop.callSoon(callback),
                loop.callLater(ofSeconds(1), callback),
                loop.callAt(ofSeconds(1), callback));
    }

    @Test
    @DisplayName("CALL-08 a handle cancelled before its callback runs never runs it")
    void cancelledBeforeItRuns() {
        List<Handle> handles = oneOfEachKind(trail.mark("callback"));

        handles.forEach(Handle::cancel);

        assertTrue(handles.stream().allMatch(Handle::isCancelled));
        virtual.runFor(ofSeconds(2));
        trail.is();
    }

    @Test
    @DisplayName("CALL-08 a callback may cancel one that is queued behind it in the same turn")
    void cancelledInTheSameTurn() {
        var victim = new Handle[1];
        loop.callSoon(() -> victim[0].cancel());
        victim[0] = loop.callSoon(trail.mark("victim"));

        virtual.oneTurn();

        assertTrue(victim[0].isCancelled());
        trail.is();
    }

    @Test
    @DisplayName("CALL-09 cancelling twice changes nothing and raises nothing")
    void cancelledTwice() {
        for (Handle handle : oneOfEachKind(trail.mark("callback"))) {
            handle.cancel();
            assertDoesNotThrow(handle::cancel);
            assertTrue(handle.isCancelled());
        }
    }

    @Test
    @DisplayName("CALL-09 cancelling after the callback ran, or from inside it, changes nothing")
    void cancelledTooLate() {
        var self = new Handle[1];
        self[0] =
                loop.callSoon(
                        () -> {
                            self[0].cancel();
                            trail.add("self");
                        });
        List<Handle> handles = oneOfEachKind(trail.mark("callback"));
        virtual.runFor(ofSeconds(2));

        handles.forEach(handle -> assertDoesNotThrow(handle::cancel));

        trail.is("self", "callback", "callback", "callback");
        assertFalse(self[0].isCancelled());
        assertFalse(handles.get(0).isCancelled());
    }

    @Test
    @DisplayName("CALL-10 a cancelled handle lets go of its callback")
    void aCancelledHandleLetsGo() {
        var callbacks = new WeakReference<?>[1];
        List<Handle> handles = scheduleUnheld(callbacks);

        handles.forEach(Handle::cancel);

        Wait.untilCollected("the callback is garbage", () -> callbacks[0].get() == null);
        assertTrue(handles.stream().allMatch(Handle::isCancelled));
    }

    /** A method of its own, so that no local variable holds on to the callback. */
    private List<Handle> scheduleUnheld(WeakReference<?>[] callbacks) {
        var big = new byte[1_000];
        Runnable callback = () -> trail.add("callback " + big.length);
        callbacks[0] = new WeakReference<>(callback);
        return oneOfEachKind(callback);
    }

    @Test
    @DisplayName("CALL-16 another thread may cancel what yet another thread scheduled")
    void cancelledByAnotherThread() {
        var handle = new Handle[1];
        loop.callSoon(
                () -> {
                    Wait.onAnotherThread(() -> handle[0] = loop.callSoon(trail.mark("never")));
                    Wait.onAnotherThread(
                            () -> {
                                handle[0].cancel();
                                assertTrue(handle[0].isCancelled());
                            });
                    trail.add("cancelled");
                });

        virtual.settle();

        trail.is("cancelled");
        assertTrue(handle[0].isCancelled());
    }
}
