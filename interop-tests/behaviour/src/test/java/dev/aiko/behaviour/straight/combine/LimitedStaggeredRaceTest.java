package dev.aiko.behaviour.straight.combine;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.behaviour.straight.Bodies.hanging;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A time limit on a staggered race: nobody begins after it. */
class LimitedStaggeredRaceTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    private Task<Void> begun(String name) {
        trail.add(name + " begins");
        return createTask(hanging(trail, name));
    }

    @Test
    @DisplayName("whoever has begun is stopped, and nobody else begins")
    void nobodyElseBegins() {
        loop.runUntilComplete(
                () -> {
                    var race =
                            staggeredRace(
                                    ofSeconds(2), List.of(() -> begun("one"), () -> begun("two")));
                    race.orTimeout(1, SECONDS);
                    assertThrows(TimeoutException.class, () -> await(race, TimeoutException.class));
                    await(sleep(ofSeconds(5)));
                });

        trail.is("one begins", "one cancelled");
        assertTrue(loop.allTasks().isEmpty());
    }
}
