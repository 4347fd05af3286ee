package dev.aiko.spi;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.scope.AsyncCloseable;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.ScopeBody;
import dev.aiko.scope.Timeout;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The part of an engine that runs blocks which nothing outlives. Every {@code T} may be null. */
@NullUnmarked
public interface Scopes {

    /**
     * @param quiet whether a group that was cancelled by itself ends with null instead of a failure
     */
    <T> T runGroup(GroupOptions options, boolean quiet, ScopeBody<GroupCore, T> body);

    <T> Task<T> startGroup(
            GroupOptions options, Function<GroupCore, ? extends CompletionStage<T>> body);

    <T> T withTimeout(@Nullable Duration delay, ScopeBody<Timeout, T> body) throws TimeoutException;

    <T> T withDeadline(@Nullable Duration when, ScopeBody<Timeout, T> body) throws TimeoutException;

    /** Empty when the time was over; the value is not null. */
    <T> Optional<T> moveOnAfter(@Nullable Duration delay, ScopeBody<Timeout, T> body);

    <T> T shielded(Callable<T> code);

    @CheckReturnValue
    <R extends AsyncCloseable, T> LoopFuture<T> usingAsync(
            R resource, Function<? super R, ? extends CompletionStage<T>> block);
}
