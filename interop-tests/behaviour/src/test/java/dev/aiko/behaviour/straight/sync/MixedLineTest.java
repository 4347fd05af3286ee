package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Futures, bodies of two loops, and plain threads stand in one line. */
class MixedLineTest {

    private final Runner one = Runner.background("one");
    private final Runner other = Runner.background("other");
    private final Trail trail = new Trail();
    private final AtomicReference<Object> got = new AtomicReference<>();

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private void gets(String who, Object value) {
        got.set(value);
        trail.add(who);
    }

    private void comes(Waitable waitable, Runnable whoever) {
        int before = waitable.waiting();
        whoever.run();
        Wait.until("stands in line", () -> waitable.waiting() == before + 1);
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("LOCK-09 whoever came first gets it first, wherever he waits")
    void inOneLine(String name) {
        var waitable = Waitables.named(name);
        var threads = new ArrayList<Thread>();
        for (int round = 1; round <= 2; round++) {
            String nr = " " + round;
            comes(waitable, () -> waitable.ask().thenAccept(value -> gets("future" + nr, value)));
            comes(
                    waitable,
                    () -> one.loop().submit(() -> gets("body" + nr, await(waitable.ask()))));
            comes(
                    waitable,
                    () -> {
                        var thread =
                                new Thread(
                                        () -> {
                                            try {
                                                gets("thread" + nr, waitable.askBlocking());
                                            } catch (Exception failed) {
                                                throw new AssertionError(failed);
                                            }
                                        });
                        threads.add(thread);
                        thread.start();
                    });
            comes(
                    waitable,
                    () ->
                            other.loop()
                                    .submit(
                                            () ->
                                                    gets(
                                                            "body elsewhere" + nr,
                                                            await(waitable.ask()))));
        }
        for (int turn = 1; turn <= 8; turn++) {
            waitable.give();
            int passed = turn;
            Wait.until("it was given", () -> trail.steps().size() == passed);
            waitable.heldBy(got.get());
            assertEquals(8 - turn, waitable.waiting());
        }
        threads.forEach(Wait::until);

        var expected = new ArrayList<String>();
        for (int round = 1; round <= 2; round++) {
            for (String who : List.of("future", "body", "thread", "body elsewhere")) {
                expected.add(who + " " + round);
            }
        }
        assertEquals(expected, trail.steps());
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#all")
    @DisplayName("a body goes on in its own loop, whoever gives")
    void inItsOwnLoop(String name) {
        var waitable = Waitables.named(name);
        var task =
                one.loop()
                        .submit(
                                () -> {
                                    await(waitable.ask());
                                    return runningLoop();
                                });
        Wait.until("stands in line", () -> waitable.waiting() == 1);
        other.run(waitable::give);
        assertEquals(one.loop(), task.join());
        assertTrue(!other.loop().isClosed());
    }
}
