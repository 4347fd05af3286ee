package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.Wait;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One condition for tasks of several loops. */
class SharedConditionTest {

    private final AsyncCondition condition = AsyncCondition.create();
    private final Trail trail = new Trail();

    /** Waits for its signal and leaves the lock to whoever comes next. */
    private Task<?> waiter(Runner runner, String name) {
        int before = condition.waiting();
        Task<?> task =
                runner.loop()
                        .submit(
                                () -> {
                                    await(condition.lock().acquireAsync());
                                    await(condition.awaitAsync());
                                    trail.add(name);
                                    condition.lock().release();
                                });
        Wait.until("waits for a signal", () -> condition.waiting() == before + 1);
        return task;
    }

    @Test
    @DisplayName("LOCK-09 COND-16 tasks of two loops and a plain thread share a condition")
    void severalLoops() throws Exception {
        try (var one = Runner.background("one");
                var other = Runner.background("other")) {
            Task<?> first = waiter(one, "first");
            Task<?> second = waiter(other, "second");
            Task<?> third = waiter(one, "third");
            try (var held = condition.lock().acquireBlocking()) {
                assertEquals("<Lease>", held.toString());
                condition.signal(2);
            }
            first.join();
            second.join();
            assertFalse(third.isDone());
            other.run(
                    () -> {
                        await(condition.lock().acquireAsync());
                        condition.signalAll();
                        condition.lock().release();
                    });
            third.join();
        }
        trail.is("first", "second", "third");
        assertFalse(condition.lock().isLocked());
    }

    @Test
    @DisplayName("no signal is lost between producers and consumers of two loops")
    void producersAndConsumers() {
        var stock = new AtomicInteger();
        var taken = new AtomicInteger();
        try (var one = Runner.background("one");
                var other = Runner.background("other")) {
            var tasks = new ArrayList<Task<?>>();
            for (Runner runner : List.of(one, other)) {
                for (int i = 0; i < 2; i++) {
                    tasks.add(
                            runner.loop()
                                    .submit(
                                            () -> {
                                                for (int n = 0; n < 250; n++) {
                                                    await(condition.lock().acquireAsync());
                                                    await(
                                                            condition.awaitUntilAsync(
                                                                    () -> stock.get() > 0));
                                                    stock.decrementAndGet();
                                                    taken.incrementAndGet();
                                                    condition.lock().release();
                                                }
                                            }));
                }
            }
            for (int n = 0; n < 1000; n++) {
                other.run(
                        () -> {
                            await(condition.lock().acquireAsync());
                            stock.incrementAndGet();
                            condition.signal();
                            condition.lock().release();
                        });
            }
            tasks.forEach(Task::join);
        }
        assertEquals(1000, taken.get());
        assertEquals(0, stock.get());
        assertTrue(!condition.lock().isLocked());
    }
}
