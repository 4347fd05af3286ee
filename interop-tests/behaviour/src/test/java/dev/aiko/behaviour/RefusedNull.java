package dev.aiko.behaviour;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Calls with a null where none is allowed: each is refused by the name of its parameter. */
public final class RefusedNull {

    private final List<Executable> checks = new ArrayList<>();

    /** A call whose parameter of this name is null. */
    public RefusedNull of(String parameter, Executable call) {
        checks.add(
                () -> {
                    var refused = assertThrows(NullPointerException.class, call, parameter);
                    String said = refused.getMessage();
                    assertEquals(parameter, said.substring(said.lastIndexOf(' ') + 1), said);
                });
        return this;
    }

    public void check() {
        assertAll(checks);
    }
}
