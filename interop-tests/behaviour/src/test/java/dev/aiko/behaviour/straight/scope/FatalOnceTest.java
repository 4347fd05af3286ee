package dev.aiko.behaviour.straight.scope;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.task.Action;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FatalOnceTest {

    @Test
    @DisplayName("a fatal error of a group's child leaves a run as itself, and once")
    void leavesOnce() {
        var fatal = new InternalError("fatal");
        Action main =
                () ->
                        TaskGroup.run(
                                group -> {
                                    group.createTask(
                                            (Action)
                                                    () -> {
                                                        throw fatal;
                                                    });
                                });
        assertSame(fatal, assertThrows(InternalError.class, () -> Aiko.run(main)));
    }
}
