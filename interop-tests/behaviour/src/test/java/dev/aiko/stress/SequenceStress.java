package dev.aiko.stress;

import static dev.aiko.Aiko.yieldNow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.Runner;
import dev.aiko.coroutines.Suspend;
import dev.aiko.sequence.AsyncSequence;
import dev.aiko.sequence.Cursor;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cursors are closed while their makers emit: each way ends without a failure, and cleaned up. */
class SequenceStress {

    private final List<Integer> numbers = IntStream.rangeClosed(1, 50).boxed().toList();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger cleaned = new AtomicInteger();

    private final AsyncSequence<Integer> ofACollection = AsyncSequence.of(numbers);

    private final AsyncSequence<Integer> body =
            AsyncSequence.generate(
                    out -> {
                        begun.incrementAndGet();
                        try {
                            numbers.forEach(out::emit);
                        } finally {
                            yieldNow(); // a second request would be thrown here
                            cleaned.incrementAndGet();
                        }
                    });

    private final AsyncSequence<Integer> flowOfABody = Suspend.sequence(Suspend.flow(body));

    @Test
    void closedWhileTheyEmit() throws Exception {
        try (var runner = Runner.background("makers")) {
            Crowd.race(
                    chance -> {
                        var sequence =
                                switch (chance.nextInt(3)) {
                                    case 0 -> ofACollection;
                                    case 1 -> body;
                                    default -> flowOfABody;
                                };
                        Cursor<Integer> cursor =
                                Crowd.valueOf(runner.loop().createTask(() -> sequence.open()));
                        for (int values = chance.nextInt(3); values > 0; values--) {
                            Crowd.valueOf(cursor.nextAsync());
                        }
                        var next = cursor.nextAsync();
                        var closed = cursor.closeAsync();
                        Crowd.valueOf(next);
                        Crowd.valueOf(closed);
                    });
        }
        assertEquals(begun.get(), cleaned.get());
    }
}
