package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.gatherSettled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.combine.Outcome;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** How a stage ended, as a value. */
class OutcomeTest {

    private final RuntimeException boom = new IllegalArgumentException("boom");
    private final IOException disk = new IOException("disk");
    private final Error error = new AssertionError("wrong");
    private final CancellationException gone = new CancellationException("gone");

    @Test
    @DisplayName("get gives the value or throws the very failure, a checked one wrapped")
    void get() {
        assertEquals("value", new Outcome.Succeeded<>("value").get());
        assertNull(new Outcome.Succeeded<>(null).get());
        assertSame(boom, assertThrows(RuntimeException.class, new Outcome.Failed<>(boom)::get));
        assertSame(error, assertThrows(Error.class, new Outcome.Failed<>(error)::get));
        var wrapped = assertThrows(CompletionException.class, new Outcome.Failed<>(disk)::get);
        assertSame(disk, wrapped.getCause());
        assertSame(
                gone,
                assertThrows(CancellationException.class, new Outcome.Cancelled<>(gone)::get));
    }

    @Test
    @DisplayName("only a value is a success")
    void isSuccess() {
        assertTrue(new Outcome.Succeeded<>("value").isSuccess());
        assertFalse(new Outcome.Failed<>(boom).isSuccess());
        assertFalse(new Outcome.Cancelled<>(gone).isSuccess());
    }

    @Test
    @DisplayName("a settled gather tells checked failures as they are, of foreign stages too")
    void checkedFailures() {
        try (var loop = Aiko.newEventLoop()) {
            loop.runUntilComplete(
                    () -> {
                        var foreign = CompletableFuture.<String>failedFuture(disk);
                        var derived = foreign.thenApply(String::length);
                        Task<String> task =
                                createTask(
                                        () -> {
                                            throw disk;
                                        });
                        List<Outcome<Object>> outcomes =
                                await(gatherSettled(List.of(foreign, derived, task)));
                        for (var outcome : outcomes) {
                            assertEquals(new Outcome.Failed<>(disk), outcome);
                        }
                    });
        }
    }
}
