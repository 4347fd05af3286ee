package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.task.LoopFuture;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cancellation that code throws by itself arrives as that object, wherever the code ran. */
class CancellationIdentityTest {

    private static final class Withdrawn extends CancellationException {
        private static final long serialVersionUID = 1;
    }

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Withdrawn withdrawn = new Withdrawn();

    private String withdraw() {
        throw withdrawn;
    }

    private Throwable caught(LoopFuture<?> future) {
        return loop.runUntilComplete(
                () -> {
                    try {
                        await(future);
                        return null;
                    } catch (CancellationException cancelled) {
                        return cancelled;
                    }
                });
    }

    @Test
    @DisplayName("from a task")
    void task() {
        assertSame(withdrawn, caught(loop.createTask(this::withdraw)));
    }

    @Test
    @DisplayName("from a job in an executor")
    void job() {
        LoopFuture<String> job = loop.runInExecutor(null, this::withdraw);
        assertSame(withdrawn, caught(job));
        assertTrue(job.isCancelled());
    }

    @Test
    @DisplayName("from a job that takes the context along")
    void toThread() {
        var jobs = new ArrayList<LoopFuture<String>>();
        loop.runUntilComplete(() -> jobs.add(Aiko.toThread(this::withdraw)));
        assertSame(withdrawn, caught(jobs.get(0)));
        assertTrue(jobs.get(0).isCancelled());
    }

    @Test
    @DisplayName("from the maker of a sequence, to who waits for the next value")
    void maker() {
        AsyncSequence<String> sequence = AsyncSequence.generate(out -> out.emit(withdraw()));
        var next =
                loop.createTask(
                        () -> {
                            try (var cursor = sequence.open()) {
                                return await(cursor.nextAsync());
                            }
                        });
        assertSame(withdrawn, caught(next));
        assertTrue(next.isCancelled());
    }
}
