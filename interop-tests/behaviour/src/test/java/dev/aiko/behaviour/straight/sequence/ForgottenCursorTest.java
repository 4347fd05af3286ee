package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofHours;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Cursor;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A cursor that nobody has any more: its maker is stopped, as an asyncio generator is. */
class ForgottenCursorTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AtomicInteger cleaned = new AtomicInteger();

    private AsyncSequence<Integer> numbers() {
        return AsyncSequence.generate(
                out -> {
                    try {
                        for (int number = 0; ; number++) {
                            out.emit(number);
                            await(sleep(ofHours(1)));
                        }
                    } finally {
                        cleaned.incrementAndGet();
                    }
                });
    }

    private void collectUntil(int number) {
        Wait.untilCollected(
                number + " makers stopped",
                () -> {
                    virtual.settle();
                    return cleaned.get() == number;
                });
    }

    @Test
    @DisplayName("the makers of a hundred cursors that were stepped once and dropped are stopped")
    void dropped() {
        for (int i = 0; i < 100; i++) {
            loop.runUntilComplete(
                    () -> assertEquals(0, await(numbers().open().nextAsync()).orElseThrow()));
        }
        collectUntil(100);
        assertEquals(0, loop.allTasks().size());
    }

    @Test
    @DisplayName("whoever waits for a value of it has not forgotten it")
    void awaited() {
        var waiting =
                loop.createTask(
                        () -> {
                            var cursor = numbers().open();
                            await(cursor.nextAsync());
                            Optional<Integer> second = await(cursor.nextAsync());
                            return second.orElseThrow();
                        });
        virtual.settle();
        for (int i = 0; i < 5; i++) {
            System.gc();
            virtual.settle();
        }
        assertFalse(waiting.isDone());
        assertEquals(0, cleaned.get());
        assertEquals(1, loop.runUntilComplete(waiting));
        collectUntil(1);
    }

    @Test
    @DisplayName("whoever goes through it has not forgotten it")
    void gone() {
        int sum =
                loop.runUntilComplete(
                        () -> {
                            Iterator<Integer> numbers = numbers().open().iterator();
                            int all = 0;
                            for (int i = 0; i < 5; i++) {
                                System.gc();
                                all += numbers.next();
                            }
                            return all;
                        });
        assertEquals(10, sum);
    }

    @Test
    @DisplayName("it may be handed on: the end of who opened it does not close it")
    void handedOn() {
        int second =
                loop.runUntilComplete(
                        () -> {
                            Cursor<Integer> cursor =
                                    await(
                                            createTask(
                                                    () -> {
                                                        var opened = numbers().open();
                                                        await(opened.nextAsync());
                                                        return opened;
                                                    }));
                            yieldNow();
                            try (cursor) {
                                return await(cursor.nextAsync()).orElseThrow();
                            }
                        });
        assertEquals(1, second);
        assertEquals(1, cleaned.get());
    }
}
