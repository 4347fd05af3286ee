package dev.aiko.behaviour.straight.debug;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Logs;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In debug mode, steps that hold the loop up are told. */
class SlowStepTest {

    @RegisterExtension final Logs logs = new Logs();
    @RegisterExtension final VirtualLoop virtual = VirtualLoop.debugging();
    private final EventLoop loop = virtual.loop();

    private Runnable taking(Duration time) {
        return () -> virtual.clock().advance(time);
    }

    private List<String> warnings() {
        return logs.textsAt(Level.WARNING);
    }

    @Test
    @DisplayName("ERR-06 a callback that takes too long is logged with its duration")
    void aSlowCallback() {
        loop.callSoon(taking(ofMillis(237)));

        virtual.oneTurn();

        assertEquals(1, warnings().size());
        assertTrue(warnings().get(0).matches("(?s).*(0[.,]237|237).*"), warnings()::toString);
    }

    @Test
    @DisplayName("ERR-06 a step of a task that takes too long is logged with the task's name")
    void aSlowStep() {
        var task =
                loop.createTask(
                        TaskOptions.named("courier"),
                        () -> {
                            yieldNow();
                            virtual.clock().advance(ofMillis(237));
                            yieldNow();
                        });

        loop.runUntilComplete(task);

        assertEquals(1, warnings().size());
        assertTrue(warnings().get(0).contains("courier"), warnings()::toString);
        assertTrue(warnings().get(0).matches("(?s).*(0[.,]237|237).*"), warnings()::toString);
    }

    @Test
    @DisplayName("ERR-06 the limit is a tenth of a second, and reaching it counts")
    void theLimitCounts() {
        assertEquals(ofMillis(100), loop.slowCallbackDuration());

        loop.callSoon(taking(ofMillis(99)));
        virtual.oneTurn();
        assertEquals(List.of(), warnings());

        loop.callSoon(taking(ofMillis(100)));
        virtual.oneTurn();
        assertEquals(1, warnings().size());
    }

    @Test
    @DisplayName("ERR-06 waiting does not count, only the steps themselves")
    void waitingDoesNotCount() {
        loop.runUntilComplete(
                () -> {
                    await(sleep(ofSeconds(10)));
                    virtual.clock().advance(ofMillis(60));
                    yieldNow();
                    virtual.clock().advance(ofMillis(60));
                });

        assertEquals(List.of(), warnings());
    }

    @Test
    @DisplayName("ERR-06 the limit can be changed")
    void theLimitCanBeChanged() {
        loop.setSlowCallbackDuration(ofSeconds(1));
        loop.callSoon(taking(ofMillis(999)));
        virtual.oneTurn();
        assertEquals(List.of(), warnings());

        loop.setSlowCallbackDuration(ZERO);
        loop.callSoon(() -> {});
        virtual.oneTurn();
        assertFalse(warnings().isEmpty());
        assertEquals(ZERO, loop.slowCallbackDuration());
    }

    @Test
    @DisplayName("ERR-06 a negative limit is refused")
    void aNegativeLimitIsRefused() {
        var thrown =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> loop.setSlowCallbackDuration(ofMillis(-1)));

        Sentences.tellsTheNextStep(thrown, "PT-0.001S");
        assertEquals(ofMillis(100), loop.slowCallbackDuration());
    }

    @Test
    @DisplayName("ERR-06 without debug mode nothing is timed")
    void notWithoutDebugMode() {
        loop.setDebug(false);
        loop.callSoon(taking(ofSeconds(10)));

        virtual.oneTurn();

        assertEquals(List.of(), warnings());
    }
}
