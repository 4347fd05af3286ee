package dev.aiko.behaviour.straight.sequence;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.currentTask;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.AsyncSequence;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sequences made by straight-line code, gone through with a for. */
class GenerateTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final RuntimeException boom = new IllegalArgumentException("boom");

    private AsyncSequence<Integer> countTo(int last) {
        return AsyncSequence.generate(
                out -> {
                    trail.add("begins");
                    for (int number = 1; number <= last; number++) {
                        await(sleep(ofSeconds(1)));
                        out.emit(number);
                        trail.add("behind " + number);
                    }
                    trail.add("ends");
                });
    }

    @Test
    @DisplayName("a value is made when it is asked for, and the maker waits in between")
    void madeWhenAskedFor() {
        loop.runUntilComplete(
                () -> {
                    var numbers = countTo(2);
                    await(sleep(ofSeconds(10)));
                    for (int number : numbers) {
                        trail.add("got " + number);
                        await(sleep(ofSeconds(10)));
                        trail.add("done with " + number);
                    }
                    trail.add("after");
                });

        trail.is(
                "begins",
                "got 1",
                "done with 1",
                "behind 1",
                "got 2",
                "done with 2",
                "behind 2",
                "ends",
                "after");
        assertEquals(ofSeconds(32), loop.time());
    }

    @Test
    @DisplayName("nothing happens before somebody asks for the first value")
    void nothingBefore() {
        loop.runUntilComplete(
                () -> {
                    var numbers = countTo(2);
                    var cursor = numbers.open();
                    var iterator = numbers.iterator();
                    await(sleep(ofSeconds(10)));
                    trail.is();
                    assertTrue(iterator.hasNext());
                    assertEquals("begins", trail.steps().get(0));
                    await(cursor.closeAsync());
                });
    }

    @Test
    @DisplayName("each consumer starts from the beginning, also at the same time")
    void eachFromTheBeginning() {
        loop.runUntilComplete(
                () -> {
                    var numbers = countTo(3);
                    assertEquals(List.of(1, 2, 3), await(numbers.toListAsync()));
                    assertEquals(
                            List.of(List.of(1, 2, 3), List.of(1, 2, 3)),
                            await(gather(numbers.toListAsync(), numbers.toListAsync())));
                });

        assertEquals(ofSeconds(6), loop.time());
    }

    @Test
    @DisplayName("the maker is a task of the consumer's loop, in a copy of the consumer's context")
    void theMakersContext() {
        var colour = contextVar("colour", "none");
        loop.runUntilComplete(
                () -> {
                    var consumer = currentTask();
                    AsyncSequence<String> colours =
                            AsyncSequence.generate(
                                    out -> {
                                        assertSame(loop, runningLoop());
                                        assertNotSame(consumer, currentTask());
                                        out.emit(colour.get());
                                        colour.set("black");
                                        out.emit(colour.get());
                                    });
                    colour.set("green");
                    var seen = new ArrayList<String>();
                    for (String each : colours) {
                        seen.add(each + " beside " + colour.get());
                    }
                    assertEquals(List.of("green beside green", "black beside green"), seen);
                });
    }

    @Test
    @DisplayName("a failure of the maker comes after the values, as it is; a checked one wrapped")
    void aFailure() {
        var disk = new IOException("disk");
        loop.runUntilComplete(
                () -> {
                    for (Exception failure : List.of(boom, disk)) {
                        AsyncSequence<Integer> numbers =
                                AsyncSequence.generate(
                                        out -> {
                                            out.emit(1);
                                            throw failure;
                                        });
                        var iterator = numbers.iterator();
                        assertEquals(1, iterator.next());
                        var thrown = assertThrows(RuntimeException.class, iterator::hasNext);
                        assertSame(failure, failure == disk ? thrown.getCause() : thrown);
                    }
                });

        assertEquals(List.of(), virtual.reports());
    }

    @Test
    @DisplayName("the iterator keeps the rules of iterators")
    void theIterator() {
        loop.runUntilComplete(
                () -> {
                    var iterator = countTo(2).iterator();
                    assertTrue(iterator.hasNext());
                    assertTrue(iterator.hasNext());
                    assertEquals(1, iterator.next());
                    assertEquals(2, iterator.next());
                    assertFalse(iterator.hasNext());
                    assertFalse(iterator.hasNext());
                    assertThrows(NoSuchElementException.class, iterator::next);
                });
    }

    @Test
    @DisplayName("going through it in a callback is refused")
    void inACallback() {
        loop.callSoon(
                () -> {
                    assertThrows(
                            IllegalStateException.class,
                            () -> {
                                for (int number : countTo(1)) {
                                    trail.add("got " + number);
                                }
                            });
                    trail.add("refused");
                });
        virtual.settle();

        trail.is("refused");
    }

    @Test
    @DisplayName("a null value is refused where it is emitted")
    void nullValue() {
        loop.runUntilComplete(
                () -> {
                    AsyncSequence<String> words =
                            AsyncSequence.generate(
                                    out -> {
                                        assertThrows(
                                                NullPointerException.class, () -> out.emit(null));
                                        out.emit("word");
                                    });
                    assertEquals(List.of("word"), await(words.toListAsync()));
                });
    }

    @Test
    @DisplayName("one may be made of another, and a hundred thousand values go through")
    void manyValues() {
        AsyncSequence<Integer> numbers =
                AsyncSequence.generate(
                        out -> {
                            for (int number = 0; number < 100_000; number++) {
                                out.emit(number);
                            }
                        });
        AsyncSequence<Integer> even =
                AsyncSequence.generate(
                        out -> {
                            for (int number : numbers) {
                                if (number % 2 == 0) {
                                    out.emit(number);
                                }
                            }
                        });
        int count =
                loop.runUntilComplete(
                        () -> {
                            int seen = 0;
                            for (int number : even) {
                                assertEquals(2 * seen, number);
                                seen++;
                            }
                            return seen;
                        });

        assertEquals(50_000, count);
        assertTrue(loop.allTasks().isEmpty());
    }

    @Test
    @DisplayName("a sequence of a collection has its values")
    void ofACollection() {
        loop.runUntilComplete(
                () -> {
                    var words = AsyncSequence.of(List.of("a", "b"));
                    for (String word : words) {
                        trail.add(word);
                    }
                    assertEquals(List.of("a", "b"), await(words.toListAsync()));
                    assertEquals(List.of(), await(AsyncSequence.of(Set.of()).toListAsync()));
                });

        trail.is("a", "b");
    }
}
