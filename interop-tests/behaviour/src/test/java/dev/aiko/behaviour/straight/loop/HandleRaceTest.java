package dev.aiko.behaviour.straight.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A handle that one thread cancels while the loop is about to run it. */
class HandleRaceTest {

    @Test
    @DisplayName("CALL-16 a callback either runs or is cancelled, never both and never neither")
    void eitherRunsOrIsCancelled() {
        try (var runner = Runner.background("handle-race")) {
            for (int round = 0; round < 5_000; round++) {
                var ran = new AtomicBoolean();
                var handle = runner.loop().callSoon(() -> ran.set(true));
                if (round % 2 == 0) {
                    Thread.yield();
                }
                handle.cancel();
                boolean cancelled = handle.isCancelled();

                var later = new CountDownLatch(1);
                runner.loop().callSoon(later::countDown);
                Wait.until(later);
                assertEquals(cancelled, !ran.get());
            }
        }
    }
}
