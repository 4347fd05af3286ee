package dev.aiko.behaviour.straight.scope;

import static dev.aiko.behaviour.straight.Bodies.failing;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.TaskGroupException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The failure of a group as a value: what it shows, and how it is taken apart. */
class TaskGroupExceptionTest {

    private final IOException disk = new IOException("disk");
    private final IOException net = new IOException("net");
    private final IllegalArgumentException bad = new IllegalArgumentException("bad");
    private final IllegalStateException state = new IllegalStateException("state");
    private final TaskGroupException inner = new TaskGroupException("inner", List.of(net, bad));
    private final TaskGroupException outer =
            new TaskGroupException("outer", List.of(disk, inner, state));

    @Test
    @DisplayName(
            "the first failure is the cause, the others are suppressed, all are listed in order")
    void causeAndSuppressed() {
        assertEquals(List.of(disk, inner, state), outer.failures());
        assertSame(disk, outer.getCause());
        assertEquals(List.of(inner, state), List.of(outer.getSuppressed()));
        assertThrows(
                UnsupportedOperationException.class, () -> outer.failures().add(new Exception()));
    }

    @Test
    @DisplayName("a plain stack trace shows all of them")
    void stackTrace() {
        var text = new StringWriter();
        outer.printStackTrace(new PrintWriter(text));

        for (String word : List.of("outer", "disk", "inner", "net", "bad", "state")) {
            assertTrue(text.toString().contains(word), word);
        }
    }

    @Test
    @DisplayName("the message of a group's failure names the group and says how many failed")
    void message() {
        var loop = Aiko.newEventLoop();
        try (loop) {
            loop.runUntilComplete(
                    () -> {
                        var failure =
                                assertThrows(
                                        TaskGroupException.class,
                                        () ->
                                                TaskGroup.run(
                                                        GroupOptions.supervise()
                                                                .withName("kitchen"),
                                                        g -> {
                                                            g.createTask(failing(ofMillis(1), bad));
                                                            g.createTask(
                                                                    failing(ofMillis(2), state));
                                                        }));
                        assertTrue(failure.getMessage().contains("kitchen"), failure::getMessage);
                        assertTrue(failure.getMessage().contains("2"), failure::getMessage);
                    });
        }
    }

    @Test
    @DisplayName("leaves are the failures of all depths, without the groups")
    void leaves() {
        assertEquals(List.of(disk, net, bad, state), outer.leaves());
        assertEquals(List.of(disk, net), outer.leaves(IOException.class));
        assertEquals(List.of(), outer.leaves(Error.class));
    }

    @Test
    @DisplayName("split by type keeps the nesting on both sides")
    void splitByType() {
        var halves = outer.split(IOException.class);

        assertEquals(List.of(disk, net), halves.matched().leaves());
        assertEquals(List.of(bad, state), halves.rest().leaves());
        var nested = assertInstanceOf(TaskGroupException.class, halves.matched().failures().get(1));
        assertEquals(List.of(net), nested.failures());
        assertEquals("inner", nested.getMessage());
    }

    @Test
    @DisplayName("split without a match, or with nothing but matches, gives the failure itself")
    void splitAtTheEdges() {
        var none = outer.split(Error.class);
        assertNull(none.matched());
        assertSame(outer, none.rest());

        var all = outer.split(Exception.class);
        assertSame(outer, all.matched());
        assertNull(all.rest());
    }

    @Test
    @DisplayName("split by a condition asks every leaf")
    void splitByCondition() {
        var halves = outer.split(failure -> failure.getMessage().length() == 3);

        assertEquals(List.of(net, bad), halves.matched().leaves());
        assertEquals(List.of(disk, state), halves.rest().leaves());
    }

    @Test
    @DisplayName("without failures there is none, and nulls are refused")
    void refusals() {
        assertThrows(IllegalArgumentException.class, () -> new TaskGroupException("x", List.of()));
        assertThrows(NullPointerException.class, () -> outer.leaves(null));
        assertThrows(NullPointerException.class, () -> outer.split((Class<Exception>) null));
        assertThrows(NullPointerException.class, () -> outer.split((Predicate<Throwable>) null));
    }
}
