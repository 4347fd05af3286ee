package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.allTasks;
import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.Aiko;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tasks of a loop. */
class AllTasksTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @Test
    @DisplayName(
            "NAME-08 all unfinished tasks are listed, the current one too, finished ones never")
    void unfinishedTasks() {
        LoopFuture<String> future = loop.createFuture();
        Task<?> waiting = loop.createTask(() -> await(future));
        Task<?> finished = loop.createTask(() -> "value");
        Task<?> cancelled = loop.createTask(() -> await(future));
        cancelled.cancel("enough");
        assertEquals(Set.of(waiting, finished, cancelled), loop.allTasks());
        virtual.settle();

        loop.runUntilComplete(
                () -> {
                    Task<?> fresh = Aiko.createTask(() -> "fresh");
                    assertEquals(Set.of(waiting, currentTask(), fresh), allTasks());
                    yieldNow();
                    assertEquals(Set.of(waiting, currentTask()), allTasks());
                });

        assertEquals(Set.of(waiting), loop.allTasks());
        future.complete("value");
        virtual.settle();
        assertEquals(Set.of(), loop.allTasks());
    }

    @Test
    @DisplayName("NAME-08 composed tasks are listed as well, plain futures are not")
    void composedTasks() {
        LoopFuture<String> future = loop.createFuture();
        Task<String> composed = loop.composeTask(() -> future);
        virtual.settle();

        assertEquals(Set.of(composed), loop.allTasks());
    }

    @Test
    @DisplayName("NAME-08 the list is a snapshot of its own")
    void aSnapshot() {
        loop.createTask(() -> "value");
        Set<Task<?>> before = loop.allTasks();

        virtual.settle();

        assertEquals(1, before.size());
        assertEquals(0, loop.allTasks().size());
    }

    @Test
    @DisplayName("NAME-09 no loop lists the tasks of another, though many run at the same time")
    void nothingFromOtherLoops() {
        var strangers = new ConcurrentLinkedQueue<String>();
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < 4; number++) {
            String prefix = "loop " + number + " ";
            threads.add(new Thread(() -> runMany(prefix, strangers)));
        }

        threads.forEach(Thread::start);
        threads.forEach(Wait::until);

        assertEquals(List.of(), List.copyOf(strangers));
    }

    private static void runMany(String prefix, ConcurrentLinkedQueue<String> strangers) {
        Aiko.run(
                () -> {
                    currentTask().rename(prefix + "main");
                    for (int number = 0; number < 200; number++) {
                        TaskOptions named = TaskOptions.named(prefix + number);
                        Aiko.createTask(named, () -> look(prefix, strangers));
                        yieldNow();
                    }
                });
    }

    private static void look(String prefix, ConcurrentLinkedQueue<String> strangers) {
        yieldNow();
        for (Task<?> task : allTasks()) {
            if (!task.name().startsWith(prefix)) {
                strangers.add(prefix + "saw " + task.name());
            }
        }
    }
}
