package dev.aiko;

import dev.aiko.scope.ScopeBody;
import dev.aiko.scope.Timeout;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A block with a time limit, in which the timeout of that limit is no failure. */
final class QuietLimit<T> implements ScopeBody<Timeout, T> {

    private final @Nullable Duration limit;
    private final ScopeBody<Timeout, T> block;
    private @Nullable Timeout timeout;

    QuietLimit(@Nullable Duration limit, ScopeBody<Timeout, T> block) {
        this.limit = limit;
        this.block = block;
    }

    Optional<T> run() {
        try {
            return Optional.of(LimitVerbs.withTimeout(limit, this));
        } catch (TimeoutException late) {
            // The limit's own stands for a cancellation; one that the block made up does not.
            boolean isOurs = late.getCause() instanceof CancellationException;
            if (isOurs && timeout != null && timeout.expired()) {
                return Optional.empty();
            }
            throw Scoped.unchecked(late); // of a limit that the block set itself
        }
    }

    @Override
    public T call(Timeout scope) throws Exception {
        timeout = scope;
        return block.call(scope);
    }
}
