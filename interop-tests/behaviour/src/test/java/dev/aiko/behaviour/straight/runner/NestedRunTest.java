package dev.aiko.behaviour.straight.runner;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A run inside a running loop is refused. */
class NestedRunTest {

    private final Trail trail = new Trail();

    @Test
    @DisplayName("RUN-02 inside a running loop it is refused before the body is touched")
    void nestedRunsAreRefused() {
        Aiko.run(
                () -> {
                    var thrown =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> Aiko.run(() -> trail.add("nested")));
                    Sentences.tellsTheNextStep(thrown);
                    try (var runner = Runner.create()) {
                        assertThrows(
                                IllegalStateException.class,
                                () -> runner.run(() -> trail.add("nested")));
                    }
                    trail.add("outer");
                });

        trail.is("outer");
    }

    @Test
    @DisplayName("RUN-02 in a plain callback it is refused as well")
    void nestedInACallback() {
        var virtual = new VirtualLoop();
        virtual.loop()
                .callSoon(
                        () -> {
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> Aiko.run(() -> trail.add("nested")));
                            trail.add("callback");
                        });
        virtual.oneTurn();
        virtual.loop().close();

        trail.is("callback");
    }

    @Test
    @DisplayName("RUN-02 a runner is not run from inside its own run")
    void aRunnerInItself() {
        try (var runner = Runner.create()) {
            runner.run(
                    () -> {
                        assertThrows(
                                IllegalStateException.class,
                                () -> runner.run(() -> trail.add("nested")));
                        trail.add("outer");
                    });
        }
        trail.is("outer");
    }
}
