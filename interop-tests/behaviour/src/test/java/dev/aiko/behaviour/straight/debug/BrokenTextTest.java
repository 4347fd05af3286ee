package dev.aiko.behaviour.straight.debug;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Values, bodies and failures of the user's whose text cannot be had. */
class BrokenTextTest {

    @RegisterExtension final VirtualLoop virtual = VirtualLoop.debugging();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    /** A value and a body in one; neither can say what it is. */
    private static final class Mute implements Callable<Object> {
        @Override
        public Object call() {
            return this;
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private static final class MuteFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("no text");
        }
    }

    private static void canBeTold(Object teller) {
        assertDoesNotThrow(teller::toString);
    }

    @Test
    @DisplayName("a task can be told whose body and value have no text")
    void aTaskWithAValue() {
        Task<Object> task = loop.createTask(new Mute());
        canBeTold(task);

        virtual.settle();

        canBeTold(task);
        assertTrue(task.toString().contains("finished"), task::toString);
    }

    @Test
    @DisplayName("a task and a future can be told whose failure has no text")
    void failures() {
        var failure = new MuteFailure();
        Task<String> task =
                loop.createTask(
                        () -> {
                            throw failure;
                        });
        LoopFuture<Object> future = loop.createFuture();
        future.completeExceptionally(failure);
        virtual.settle();

        canBeTold(task);
        canBeTold(future);
        assertSame(failure, task.exception());
        assertSame(failure, future.exception());
    }

    @Test
    @DisplayName("a body is given the value and the failure that have no text")
    void awaited() {
        LoopFuture<Object> value = loop.createFuture();
        LoopFuture<Object> failure = loop.createFuture();
        Task<?> task =
                loop.createTask(
                        () -> {
                            trail.add(await(value).getClass().getSimpleName());
                            try {
                                await(failure);
                            } catch (MuteFailure thrown) {
                                trail.add(thrown.getClass().getSimpleName());
                            }
                        });
        virtual.settle();
        value.complete(new Mute());
        failure.completeExceptionally(new MuteFailure());

        loop.runUntilComplete(task);

        trail.is("Mute", "MuteFailure");
    }
}
