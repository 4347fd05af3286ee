package dev.aiko.spi;

import dev.aiko.scope.Ready;
import dev.aiko.scope.ScopeAction;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The mechanism behind {@code dev.aiko.TaskGroup}, where the contract stands. */
@NullUnmarked
public interface GroupCore {

    <T> Task<T> createTask(TaskOptions options, Callable<T> body);

    <T> Task<T> composeTask(TaskOptions options, Supplier<? extends CompletionStage<T>> body);

    <R> LoopFuture<R> start(TaskOptions options, ScopeAction<Ready<R>> body);

    void cancel(@Nullable String reason);

    Set<Task<?>> tasks();

    String name();
}
