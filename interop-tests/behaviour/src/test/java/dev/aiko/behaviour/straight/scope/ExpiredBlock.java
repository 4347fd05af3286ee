package dev.aiko.behaviour.straight.scope;

import static dev.aiko.Aiko.withTimeout;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.Timeout;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Blocks with a time limit, in the current task, that have to time out. */
final class ExpiredBlock {

    private ExpiredBlock() {}

    static void timesOut(@Nullable Duration limit, ScopeAction<Timeout> block) {
        assertThrows(TimeoutException.class, () -> withTimeout(limit, block));
    }
}
