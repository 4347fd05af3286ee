package dev.aiko.libraries;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** What happened, in which order. Safe from every thread. */
public final class Trail {

    private final List<String> steps = new ArrayList<>();

    public void add(String step) {
        synchronized (steps) {
            steps.add(step);
        }
    }

    /** A callback that leaves its mark. */
    public Runnable mark(String step) {
        return () -> add(step);
    }

    public void is(String... expected) {
        synchronized (steps) {
            assertEquals(List.of(expected), steps);
        }
    }
}
