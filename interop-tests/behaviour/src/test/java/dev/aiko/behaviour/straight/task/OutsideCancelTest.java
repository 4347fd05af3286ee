package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.staggeredRace;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Action;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancel that was accepted, and that nobody swallows, ends its task, whatever it waits for. */
class OutsideCancelTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private static Task<Void> slowToEnd() {
        return createTask(
                (Action)
                        () -> {
                            try {
                                await(sleep(ofMillis(5000)));
                            } finally {
                                await(sleep(ofMillis(200)));
                            }
                        });
    }

    private void cancelledAfter(int millis, Action body) {
        loop.runUntilComplete(
                () -> {
                    Task<Void> outer =
                            createTask(
                                    (Action)
                                            () -> {
                                                body.run();
                                                await(sleep(ofMillis(1000)));
                                                trail.add("ran to the end");
                                            });
                    await(sleep(ofMillis(millis)));
                    assertTrue(outer.cancel("outside"));
                    var settled = await(dev.aiko.Aiko.gatherSettled(outer)).get(0);
                    assertEquals("Cancelled", settled.getClass().getSimpleName());
                });
        trail.is();
    }

    @Test
    @DisplayName("in an await with a limit, which is over while the stage cleans up")
    void awaitWithALimit() {
        cancelledAfter(
                100,
                () -> {
                    var slow = slowToEnd();
                    try {
                        await(slow, ofMillis(150));
                    } catch (TimeoutException late) {
                        trail.add("late");
                    }
                });
    }

    @Test
    @DisplayName("in a race that has a winner, while a loser cleans up")
    void raceWithAWinner() {
        cancelledAfter(100, () -> await(race(slowToEnd(), sleep(ofMillis(20)))));
    }

    @Test
    @DisplayName("in a staggered race that has a winner, while a loser cleans up")
    void staggeredRaceWithAWinner() {
        cancelledAfter(
                100,
                () ->
                        await(
                                staggeredRace(
                                        ofMillis(10),
                                        List.of(
                                                OutsideCancelTest::slowToEnd,
                                                () -> sleep(ofMillis(20))))));
    }

    @Test
    @DisplayName("in a handshake, with a child that reports before it can stop")
    void handshake() {
        cancelledAfter(
                50,
                () ->
                        TaskGroup.run(
                                group -> {
                                    await(
                                            group.<Integer>startAsync(
                                                    ready -> {
                                                        shielded(() -> await(sleep(ofMillis(200))));
                                                        ready.report(1);
                                                        await(sleep(ofMillis(100)));
                                                    }));
                                    await(sleep(ofMillis(100)));
                                    trail.add("the body ran on");
                                }));
    }
}
