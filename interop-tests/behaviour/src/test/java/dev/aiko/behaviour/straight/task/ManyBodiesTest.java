package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Straight-line bodies in large numbers. */
class ManyBodiesTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName("ten thousand bodies are alive at once, and all of them end")
    void tenThousandAlive() {
        assumeTrue(Runtime.version().feature() >= 21, "bodies have platform threads before JDK 21");
        bodiesAlive(10_000);
    }

    @Test
    @DisplayName("five hundred bodies are alive at once on every JDK")
    void fiveHundredAlive() {
        bodiesAlive(500);
    }

    private void bodiesAlive(int count) {
        LoopFuture<Integer> gate = loop.createFuture();
        var alive = new int[1];
        List<Task<Integer>> tasks = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            int mine = number;
            tasks.add(
                    loop.createTask(
                            () -> {
                                alive[0]++;
                                int value = await(gate);
                                yieldNow();
                                alive[0]--;
                                return value + mine;
                            }));
        }
        virtual.settle();
        assertEquals(count, alive[0]);
        assertEquals(count, loop.allTasks().size());

        gate.complete(1);
        for (int number = 0; number < count; number++) {
            assertEquals(1 + number, loop.runUntilComplete(tasks.get(number)));
        }

        assertEquals(0, alive[0]);
    }

    @Test
    @DisplayName("bodies one after the other in large numbers leave nothing behind")
    void manyOneAfterTheOther() {
        int sum =
                loop.runUntilComplete(
                        () -> {
                            int total = 0;
                            for (int number = 0; number < 50_000; number++) {
                                total += await(createTask(() -> 1));
                            }
                            return total;
                        });

        assertEquals(50_000, sum);
        assertTrue(loop.allTasks().isEmpty());
    }
}
