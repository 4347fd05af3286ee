package dev.aiko;

import com.google.errorprone.annotations.CheckReturnValue;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.Ready;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.ScopeBody;
import dev.aiko.spi.GroupCore;
import dev.aiko.task.Action;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that belong together: the group ends when all of them have ended, and none outlives it.
 *
 * <p><b>States.</b> <i>open</i> while its body runs and while it waits for its children, who may
 * start more; <i>stopping</i> after the first failure or a cancel; <i>closed</i> at the end. Only
 * an open group takes new children; the others refuse with {@link IllegalStateException}.
 *
 * <p><b>Failures.</b> The first failure of a child or of the body cancels everybody else. When all
 * have ended, the group fails with a {@link dev.aiko.scope.TaskGroupException} that holds the
 * failures in the order in which they happened, also when there is only one. A child that ends
 * cancelled is no failure. A {@linkplain GroupOptions#supervise() supervising} group lets the other
 * children go on instead; a failure of the body stops them all the same.
 *
 * <p><b>Cancellation.</b> Cancelling the task around the group cancels the children, waits for
 * their end, and then goes on as cancellation; if children fail on the way, their failures come
 * instead. <b>Threads.</b> Children may be made from any thread; they run on the loop of the group.
 */
public final class TaskGroup {

    private final GroupCore core;

    private TaskGroup(GroupCore core) {
        this.core = core;
    }

    /** For engines. */
    public static TaskGroup of(GroupCore core) {
        return new TaskGroup(core);
    }

    // ---- opening -----------------------------------------------------------------------------

    /**
     * Runs the body in a new group, inside a straight-line body, and waits for all children.
     *
     * @return what the body returns
     * @throws dev.aiko.scope.TaskGroupException when the body or a child fails
     * @throws java.util.concurrent.CancellationException when the task is cancelled, or the group
     *     was and the body gave no value
     * @throws IllegalStateException outside of a straight-line body
     */
    public static <T extends @Nullable Object> T run(ScopeBody<TaskGroup, T> body) {
        return run(GroupOptions.failFast(), body);
    }

    /** {@link #run(ScopeBody)} without a result; a group that is cancelled ends quietly. */
    public static void run(ScopeAction<TaskGroup> body) {
        run(GroupOptions.failFast(), body);
    }

    public static <T extends @Nullable Object> T run(
            GroupOptions options, ScopeBody<TaskGroup, T> body) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(body, "body");
        return Aiko.engine()
                .scopes()
                .runGroup(options, false, core -> body.call(new TaskGroup(core)));
    }

    public static void run(GroupOptions options, ScopeAction<TaskGroup> body) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(body, "body");
        ScopeBody<TaskGroup, @Nullable Void> returning = LimitVerbs.returning(body);
        Aiko.engine().scopes().runGroup(options, true, core -> returning.call(new TaskGroup(core)));
    }

    /**
     * The same for futures: a task that calls the body, and is done when the stage it returns and
     * all children are. Nothing blocks.
     */
    public static <T extends @Nullable Object> Task<T> start(
            Function<TaskGroup, ? extends CompletionStage<T>> body) {
        return start(GroupOptions.failFast(), body);
    }

    public static <T extends @Nullable Object> Task<T> start(
            GroupOptions options, Function<TaskGroup, ? extends CompletionStage<T>> body) {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(body, "body");
        return Aiko.engine().scopes().startGroup(options, core -> body.apply(new TaskGroup(core)));
    }

    // ---- children ----------------------------------------------------------------------------

    /** A child with a straight-line body. */
    public <T extends @Nullable Object> Task<T> createTask(Callable<T> body) {
        return core.createTask(TaskOptions.none(), body);
    }

    public Task<@Nullable Void> createTask(Action body) {
        return core.createTask(TaskOptions.none(), Aiko.returning(body));
    }

    public <T extends @Nullable Object> Task<T> createTask(TaskOptions options, Callable<T> body) {
        return core.createTask(options, body);
    }

    public Task<@Nullable Void> createTask(TaskOptions options, Action body) {
        return core.createTask(options, Aiko.returning(body));
    }

    /** A child written with futures. */
    public <T extends @Nullable Object> Task<T> composeTask(
            Supplier<? extends CompletionStage<T>> body) {
        return core.composeTask(TaskOptions.none(), body);
    }

    public <T extends @Nullable Object> Task<T> composeTask(
            TaskOptions options, Supplier<? extends CompletionStage<T>> body) {
        return core.composeTask(options, body);
    }

    /**
     * Starts a child that gets ready before it goes on, as a server does: done with what the child
     * reports. A child that fails before that fails this future, and not the group.
     */
    @CheckReturnValue
    public <R extends @Nullable Object> LoopFuture<R> startAsync(ScopeAction<Ready<R>> body) {
        return core.start(TaskOptions.none(), body);
    }

    @CheckReturnValue
    public <R extends @Nullable Object> LoopFuture<R> startAsync(
            TaskOptions options, ScopeAction<Ready<R>> body) {
        return core.start(options, body);
    }

    // ---- the group itself --------------------------------------------------------------------

    /**
     * Asks the children and the body to stop; on a group that is stopping already it does nothing.
     * The task around the group is not cancelled.
     */
    public void cancel(@Nullable String reason) {
        core.cancel(reason);
    }

    /** The children that are not done. */
    public Set<Task<?>> tasks() {
        return core.tasks();
    }

    /** The name it was given, or {@code Group-N}. */
    public String name() {
        return core.name();
    }

    @Override
    public String toString() {
        return core.toString();
    }
}
