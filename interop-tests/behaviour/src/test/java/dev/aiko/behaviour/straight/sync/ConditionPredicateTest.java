package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.task.Task;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Waiting until something holds. */
@SuppressWarnings("try") // a lease is there to be closed
class ConditionPredicateTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final AsyncCondition condition = AsyncCondition.create();
    private final AtomicInteger number = new AtomicInteger();

    private void setTo(int value) {
        assertTrue(condition.lock().tryAcquire());
        number.set(value);
        condition.signalAll();
        condition.lock().release();
        virtual.settle();
    }

    @Test
    @DisplayName(
            "COND-08 it is asked after each signal, with the lock held; then the wait gives null")
    void untilItHolds() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            try (var held = await(condition.lock().acquireAsync())) {
                                assertNull(
                                        await(
                                                condition.awaitUntilAsync(
                                                        () -> {
                                                            assertTrue(condition.lock().isLocked());
                                                            trail.add("asked at " + number);
                                                            return number.get() == 2;
                                                        })));
                                trail.add("goes on at " + number);
                            }
                        });
        virtual.settle();
        setTo(1);
        assertFalse(task.isDone());
        assertFalse(condition.lock().isLocked());
        setTo(2);

        assertTrue(task.isDone());
        trail.is("asked at 0", "asked at 1", "asked at 2", "goes on at 2");
        assertFalse(condition.lock().isLocked());
    }

    @Test
    @DisplayName("COND-09 what holds at once needs no lock, and does not suspend")
    void holdsAtOnce() {
        loop.runUntilComplete(
                () -> {
                    loop.callSoon(trail.mark("somebody else"));
                    assertNull(await(condition.awaitUntilAsync(() -> true)));
                    trail.add("goes on");
                    assertFalse(condition.lock().isLocked());
                });

        trail.is("goes on", "somebody else");
    }

    @Test
    @DisplayName("COND-09 what does not hold at once needs the lock")
    void needsTheLock() {
        loop.runUntilComplete(
                () -> {
                    var refused =
                            assertThrows(
                                    IllegalStateException.class,
                                    () -> await(condition.awaitUntilAsync(() -> false)));
                    Sentences.tellsTheNextStep(refused, "lock");
                });
        assertEquals(0, condition.waiting());
    }

    @Test
    @DisplayName("a question that throws, at once or later, ends the wait with the lock held")
    void throwing() {
        var boom = new IllegalArgumentException("boom");
        Task<?> task =
                loop.createTask(
                        () -> {
                            try (var held = await(condition.lock().acquireAsync())) {
                                for (int from : new int[] {0, 1}) {
                                    var thrown =
                                            assertThrows(
                                                    IllegalArgumentException.class,
                                                    () ->
                                                            await(
                                                                    condition.awaitUntilAsync(
                                                                            () -> {
                                                                                if (number.get()
                                                                                        >= from) {
                                                                                    throw boom;
                                                                                }
                                                                                return false;
                                                                            })));
                                    assertSame(boom, thrown);
                                    assertTrue(condition.lock().isLocked());
                                    trail.add("thrown from " + from);
                                }
                            }
                        });
        virtual.settle();
        trail.is("thrown from 0");
        setTo(1);

        assertNull(task.result());
        trail.is("thrown from 0", "thrown from 1");
        assertEquals(0, condition.waiting());
        assertFalse(condition.lock().isLocked());
    }

    @Test
    @DisplayName("those who wait for the same go on one after the other, in their order")
    void severalWaiters() {
        for (String name : new String[] {"1", "2", "3"}) {
            loop.createTask(
                    () -> {
                        try (var held = await(condition.lock().acquireAsync())) {
                            await(condition.awaitUntilAsync(() -> number.get() > 0));
                            number.decrementAndGet();
                            trail.add(name);
                        }
                    });
        }
        virtual.settle();
        setTo(2);
        trail.is("1", "2");
        assertEquals(1, condition.waiting());
        setTo(1);

        trail.is("1", "2", "3");
    }
}
