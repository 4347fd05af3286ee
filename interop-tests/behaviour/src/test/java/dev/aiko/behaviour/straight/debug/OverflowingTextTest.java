package dev.aiko.behaviour.straight.debug;

import static java.time.Duration.ZERO;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Texts that end in an error instead of an exception: a value that holds itself, for one. */
class OverflowingTextTest {

    @RegisterExtension final Logs logs = new Logs();
    @RegisterExtension final VirtualLoop virtual = VirtualLoop.debugging();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** Two lists that hold each other: telling one of them never ends. */
    private static List<Object> endless() {
        List<Object> one = new ArrayList<>();
        List<Object> other = new ArrayList<>();
        one.add(other);
        other.add(one);
        return one;
    }

    private record Callback(List<Object> what) implements Runnable {
        @Override
        public void run() {
            throw new IllegalArgumentException("boom");
        }
    }

    @Test
    @DisplayName("a task with such a value can be told")
    void aValue() {
        List<Object> value = endless();
        Task<List<Object>> task = loop.createTask(() -> value);
        virtual.settle();

        assertDoesNotThrow(task::toString);
        assertTrue(task.toString().contains("finished"), task::toString);
    }

    @Test
    @DisplayName("a callback of that kind that fails is reported, and the loop goes on")
    void aCallback() {
        loop.callSoon(new Callback(endless()));
        loop.callSoon(trail.mark("next callback"));

        virtual.settle();

        trail.is("next callback");
        assertEquals(1, virtual.reports().size());
    }

    @Test
    @DisplayName("a slow step of that kind is told, and the loop goes on")
    void aSlowStep() {
        loop.setSlowCallbackDuration(ZERO);
        List<Object> what = endless();
        loop.callSoon(new Callback(what));
        loop.callSoon(trail.mark("next callback"));

        virtual.settle();

        trail.is("next callback");
        assertFalse(logs.textsAt(Level.WARNING).isEmpty());
    }
}
