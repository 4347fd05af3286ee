package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.shield;
import static dev.aiko.Aiko.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Futures that stand for futures that stand for futures … */
class DeepWholesTest {
    private static final int DEPTH = 20_000;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    private static <T> LoopFuture<T> nested(LoopFuture<T> inner, UnaryOperator<LoopFuture<T>> in) {
        for (int i = 0; i < DEPTH; i++) {
            inner = in.apply(inner);
        }
        return inner;
    }

    @Test
    @DisplayName("a race in a race, twenty thousand deep, ends with its only runner")
    void deepRace() {
        int value =
                loop.runUntilComplete(
                        () ->
                                await(
                                        nested(
                                                loop.sleepAsync(Duration.ofSeconds(1), 7),
                                                r -> race(r))));
        assertEquals(7, value);
    }

    @Test
    @DisplayName("a list in a list, twenty thousand deep, is gathered")
    void deepGather() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<?> all = sleep(Duration.ofSeconds(1));
                    for (int i = 0; i < DEPTH; i++) {
                        all = gather(List.of(all));
                    }
                    await(all);
                });
    }

    @Test
    @DisplayName("a shield around a shield, twenty thousand times, lets the outcome through")
    void deepShield() {
        loop.runUntilComplete(
                () -> {
                    await(nested(sleep(Duration.ofSeconds(1)), s -> shield(s)));
                });
    }

    @Test
    @DisplayName("a cancel finds its way down twenty thousand races")
    void deepCancel() {
        loop.runUntilComplete(
                () -> {
                    LoopFuture<Void> runner = sleep(Duration.ofDays(1));
                    LoopFuture<Void> race = nested(runner, r -> race(r));
                    assertTrue(race.cancel("enough"));
                    assertThrows(CancellationException.class, () -> await(race));
                    assertTrue(runner.isCancelled());
                });
    }
}
