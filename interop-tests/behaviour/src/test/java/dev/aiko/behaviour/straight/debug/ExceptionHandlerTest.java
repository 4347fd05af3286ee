package dev.aiko.behaviour.straight.debug;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.ExceptionHandler;
import dev.aiko.loop.Handle;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where errors go that nobody can receive. */
class ExceptionHandlerTest {

    @RegisterExtension final Logs logs = new Logs();
    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final IllegalArgumentException failure = new IllegalArgumentException("boom");

    private void failing() {
        throw failure;
    }

    @Test
    @DisplayName("ERR-01 an error in a callback is reported with its handle, and the loop goes on")
    void anErrorInACallback() {
        Handle handle = loop.callSoon(this::failing);
        loop.callSoon(trail.mark("next callback"));

        virtual.oneTurn();

        trail.is("next callback");
        assertEquals(1, virtual.reports().size());
        ErrorReport report = virtual.reports().get(0);
        assertSame(failure, report.exception());
        assertSame(handle, report.handle());
        assertFalse(report.message().isBlank());
        assertNull(report.future());
    }

    @Test
    @DisplayName("ERR-01 that holds for timers and for commands")
    void timersAndCommands() {
        Handle timer = loop.callLater(Duration.ZERO, this::failing);
        loop.execute(this::failing);

        virtual.settle();

        assertEquals(2, virtual.reports().size());
        assertTrue(virtual.reports().stream().anyMatch(report -> report.handle() == timer));
        assertTrue(virtual.reports().stream().allMatch(report -> report.exception() == failure));
    }

    @Test
    @DisplayName("ERR-02 a fatal error in a callback is not reported but leaves the run")
    void aFatalError() {
        var fatal = new InternalError("fatal");
        loop.callSoon(
                () -> {
                    throw fatal;
                });
        loop.callSoon(trail.mark("next callback"));

        assertSame(fatal, assertThrows(InternalError.class, loop::runForever));

        assertEquals(List.of(), virtual.reports());
        assertFalse(loop.isRunning());
        virtual.settle();
        trail.is("next callback");
    }

    @Test
    @DisplayName("ERR-03 without a handler the error is logged at error level with its stack")
    void loggedByDefault() {
        loop.setExceptionHandler(null);
        loop.callSoon(this::failing);

        virtual.oneTurn();

        assertEquals(1, logs.at(Level.SEVERE).size());
        assertSame(failure, logs.at(Level.SEVERE).get(0).getThrown());
    }

    @Test
    @DisplayName("ERR-04 a handler gets the loop and the report, and can be asked for")
    void aHandlerOfOnesOwn() {
        ErrorReport report = ErrorReport.of("something happened", failure);
        ExceptionHandler handler =
                (where, what) -> {
                    assertSame(loop, where);
                    assertSame(report, what);
                    trail.add("handled");
                };
        loop.setExceptionHandler(handler);

        assertSame(handler, loop.exceptionHandler());
        loop.callExceptionHandler(report);

        trail.is("handled");
        assertEquals(List.of(), logs.at(Level.SEVERE));
    }

    @Test
    @DisplayName("ERR-04 setting null brings the default back")
    void nullBringsTheDefaultBack() {
        loop.setExceptionHandler(null);

        assertNull(loop.exceptionHandler());
        loop.callExceptionHandler(ErrorReport.of("something happened", failure));

        assertEquals(List.of(), virtual.reports());
        assertEquals(1, logs.at(Level.SEVERE).size());
        assertTrue(logs.textsAt(Level.SEVERE).get(0).contains("something happened"));
    }

    @Test
    @DisplayName("ERR-04 a handler may pass a report on to the default")
    void aHandlerMayPassOn() {
        loop.setExceptionHandler(EventLoop::defaultExceptionHandler);
        loop.callSoon(this::failing);

        virtual.oneTurn();

        assertSame(failure, logs.at(Level.SEVERE).get(0).getThrown());
    }

    @Test
    @DisplayName("ERR-05 a report without a message is logged with a stock text")
    void theStockText() {
        loop.defaultExceptionHandler(ErrorReport.of(failure));

        assertTrue(logs.textsAt(Level.SEVERE).get(0).contains(ErrorReport.STOCK_MESSAGE));
        assertSame(failure, logs.at(Level.SEVERE).get(0).getThrown());
    }

    @Test
    @DisplayName("a handler that fails is logged, both errors with it, and the loop goes on")
    void aHandlerThatFails() {
        var worse = new IllegalStateException("worse");
        loop.setExceptionHandler(
                (where, report) -> {
                    throw worse;
                });
        loop.callSoon(this::failing);
        loop.callSoon(trail.mark("next callback"));

        virtual.oneTurn();

        trail.is("next callback");
        assertTrue(logs.at(Level.SEVERE).stream().anyMatch(r -> r.getThrown() == worse));
        loop.setExceptionHandler(null);
    }

    @Test
    @DisplayName("a fatal error of a handler leaves the run")
    void aFatalHandler() {
        var fatal = new InternalError("fatal");
        loop.setExceptionHandler(
                (where, report) -> {
                    throw fatal;
                });
        loop.callSoon(this::failing);

        assertSame(fatal, assertThrows(InternalError.class, loop::runForever));
        loop.setExceptionHandler(null);
    }
}
