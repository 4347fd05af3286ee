package dev.aiko.behaviour.straight.runner;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.toThread;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A background runner that is closed by a job in its own pool. */
class PoolSelfCloseTest {

    @Test
    @DisplayName("closing a runner in its own pool is refused, or works, but does not hang")
    void inItsPool() {
        var runner = Runner.background("night-shift");
        var returned = new CountDownLatch(1);
        runner.loop()
                .submit(
                        () ->
                                await(
                                        toThread(
                                                () -> {
                                                    try {
                                                        runner.close();
                                                    } catch (IllegalStateException refused) {
                                                        // Fine as well.
                                                    }
                                                    returned.countDown();
                                                })));

        Wait.until(returned);
        Wait.onAnotherThread(runner::close);
    }
}
