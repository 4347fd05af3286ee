package dev.aiko.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

/** What happened, in which order. Safe from every thread. */
public final class Trail {

    private final List<String> steps = new ArrayList<>();

    public void add(String entry) {
        synchronized (steps) {
            steps.add(entry);
        }
    }

    /** A callback that leaves its mark. */
    public Runnable mark(String entry) {
        return () -> add(entry);
    }

    public List<String> steps() {
        synchronized (steps) {
            return List.copyOf(steps);
        }
    }

    public void is(String... expected) {
        assertEquals(List.of(expected), steps());
    }
}
