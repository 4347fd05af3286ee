package dev.aiko.scope;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.concurrent.CompletionStage;

/** Something whose closing takes time: what {@code async with} is for. */
@FunctionalInterface
public interface AsyncCloseable {

    /** Begins to close, and is done when everything is; a second call must do no harm. */
    @CheckReturnValue
    CompletionStage<?> closeAsync();
}
