package dev.aiko.behaviour.straight.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.Handle;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In debug mode things remember where they were created. */
class CreationSiteTest {

    @RegisterExtension final Logs logs = new Logs();
    @RegisterExtension final VirtualLoop virtual = VirtualLoop.debugging();
    private final EventLoop loop = virtual.loop();

    private static final Runnable CALLBACK =
            new Runnable() {
                @Override
                public void run() {
                    throw new IllegalArgumentException("boom");
                }

                @Override
                public String toString() {
                    return "the callback";
                }
            };

    private static void showsMethod(ErrorReport report, String method) {
        Throwable site = report.createdAt();
        assertNotNull(site);
        assertTrue(
                Arrays.stream(site.getStackTrace())
                        .anyMatch(
                                frame ->
                                        frame.getClassName().contains("CreationSiteTest")
                                                && frame.getMethodName().equals(method)),
                () -> Arrays.toString(site.getStackTrace()));
    }

    @Test
    @DisplayName("ERR-08 a report about a callback tells where it was scheduled")
    void callbacks() {
        scheduleHere();
        loop.callLater(Duration.ZERO, CALLBACK);

        virtual.settle();

        showsMethod(virtual.reports().get(0), "scheduleHere");
        showsMethod(virtual.reports().get(1), "callbacks");
    }

    private void scheduleHere() {
        loop.callSoon(CALLBACK);
    }

    @Test
    @DisplayName("ERR-08 a report about a task tells where it was created")
    void tasks() {
        createTaskHere();
        virtual.settle();

        loop.close();

        showsMethod(virtual.reports().get(0), "createTaskHere");
    }

    private void createTaskHere() {
        loop.createTask(CALLBACK::run);
    }

    @Test
    @DisplayName("ERR-08 a report about a future tells where it was created")
    void futures() {
        createFutureHere();
        Wait.untilCollected("the future is reported", () -> !virtual.reports().isEmpty());

        showsMethod(virtual.reports().get(0), "createFutureHere");
    }

    private void createFutureHere() {
        loop.createFuture().completeExceptionally(new IllegalArgumentException("boom"));
    }

    @Test
    @DisplayName("ERR-08 the log shows the place as well")
    void theLogShowsThePlace() {
        loop.setExceptionHandler(null);
        scheduleHere();

        virtual.settle();

        assertTrue(
                logs.textsAt(Level.SEVERE).toString().contains("scheduleHere"),
                () -> logs.textsAt(Level.SEVERE).toString());
    }

    @Test
    @DisplayName("ERR-08 without debug mode nothing is remembered")
    void notWithoutDebugMode() {
        loop.setDebug(false);
        scheduleHere();
        createTaskHere();
        virtual.settle();
        loop.close();

        assertEquals(2, virtual.reports().size());
        virtual.reports().forEach(report -> assertNull(report.createdAt()));
    }

    @Test
    @DisplayName("ERR-09 in debug mode a cancelled handle still shows its callback and its place")
    void aCancelledHandleInDebugMode() {
        for (Handle handle : handles()) {
            assertTrue(handle.toString().contains("the callback"), handle::toString);
            handle.cancel();

            String text = handle.toString();
            assertTrue(text.contains("cancelled"), text);
            assertTrue(text.contains("the callback"), text);
            assertTrue(text.contains("CreationSiteTest"), text);
        }
    }

    @Test
    @DisplayName("ERR-09 otherwise it shows only that it is cancelled")
    void aCancelledHandle() {
        loop.setDebug(false);
        for (Handle handle : handles()) {
            assertTrue(handle.toString().contains("the callback"), handle::toString);
            handle.cancel();

            String text = handle.toString();
            assertTrue(text.contains("cancelled"), text);
            assertFalse(text.contains("the callback"), text);
            assertFalse(text.contains("CreationSiteTest"), text);
        }
    }

    private List<Handle> handles() {
        return List.of(
                loop.callSoon(CALLBACK),
                loop.callLater(Duration.ofSeconds(1), CALLBACK),
                loop.callAt(Duration.ofSeconds(1), CALLBACK));
    }
}
