package dev.aiko.scope;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a task group is to behave; an immutable value.
 *
 * @param name for messages; null for {@code Group-N}
 * @param supervising whether the children go on when one of them fails
 */
public record GroupOptions(@Nullable String name, boolean supervising) {

    private static final GroupOptions FAIL_FAST = new GroupOptions(null, false);

    /** The first failure stops the rest. */
    public static GroupOptions failFast() {
        return FAIL_FAST;
    }

    /** Everybody may finish, and all failures are reported in the end. */
    public static GroupOptions supervise() {
        return new GroupOptions(null, true);
    }

    public GroupOptions withName(String newName) {
        return new GroupOptions(Objects.requireNonNull(newName, "name"), supervising);
    }
}
