package dev.aiko.task;

import dev.aiko.context.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a task is to be made; an immutable value, built by its {@code with…} methods.
 *
 * @param name its name; null for {@code Task-N}
 * @param context the context to run in, itself and no copy; null for a copy of the creator's
 * @param eager whether the first step runs inside the call that creates the task; null leaves it to
 *     the loop's task factory
 * @param extras what else a task factory of your own wants to know
 */
public record TaskOptions(
        @Nullable String name,
        @Nullable Context context,
        @Nullable Boolean eager,
        Map<String, Object> extras) {

    private static final TaskOptions NONE = new TaskOptions(null, null, null, Map.of());

    public TaskOptions {
        extras = Map.copyOf(Objects.requireNonNull(extras, "extras"));
    }

    public static TaskOptions none() {
        return NONE;
    }

    public static TaskOptions named(String name) {
        return NONE.withName(name);
    }

    public static TaskOptions eagerly() {
        return NONE.withEager(true);
    }

    public TaskOptions withName(String newName) {
        return new TaskOptions(Objects.requireNonNull(newName, "name"), context, eager, extras);
    }

    public TaskOptions withContext(Context newContext) {
        return new TaskOptions(name, Objects.requireNonNull(newContext, "context"), eager, extras);
    }

    public TaskOptions withEager(boolean newEager) {
        return new TaskOptions(name, context, newEager, extras);
    }

    public TaskOptions withExtra(String key, Object value) {
        var more = new HashMap<>(extras);
        more.put(Objects.requireNonNull(key, "key"), Objects.requireNonNull(value, "value"));
        return new TaskOptions(name, context, eager, more);
    }
}
