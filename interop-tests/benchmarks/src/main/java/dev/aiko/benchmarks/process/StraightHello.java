package dev.aiko.benchmarks.process;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;

import dev.aiko.Aiko;

/** The same program in straight-line Java. */
public final class StraightHello {

    private StraightHello() {}

    public static void main(String[] args) {
        Aiko.run(() -> System.out.println(await(createTask(() -> 42))));
    }
}
