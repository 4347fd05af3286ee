package dev.aiko.behaviour.straight.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.TaskGroup;
import dev.aiko.scope.GroupOptions;
import dev.aiko.scope.ScopeAction;
import dev.aiko.scope.TaskGroupException;
import java.util.List;

/** Groups in the current task that have to fail. */
final class FailedGroup {

    private FailedGroup() {}

    static TaskGroupException failureOf(ScopeAction<TaskGroup> body) {
        return failureOf(GroupOptions.failFast(), body);
    }

    private static TaskGroupException failureOf(GroupOptions options, ScopeAction<TaskGroup> body) {
        return assertThrows(TaskGroupException.class, () -> TaskGroup.run(options, body));
    }

    /** Fails with exactly these, in this order. */
    static TaskGroupException failsWith(
            List<? extends Throwable> members, ScopeAction<TaskGroup> body) {
        return failsWith(members, GroupOptions.failFast(), body);
    }

    static TaskGroupException failsWith(
            List<? extends Throwable> members, GroupOptions options, ScopeAction<TaskGroup> body) {
        var failure = failureOf(options, body);
        assertEquals(members, failure.failures());
        return failure;
    }
}
