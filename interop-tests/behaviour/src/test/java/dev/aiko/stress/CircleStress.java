package dev.aiko.stress;

import dev.aiko.Runner;
import dev.aiko.behaviour.Wait;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Circles of waits of all kinds, on two loops, that are cancelled by eight threads. */
class CircleStress {

    @Test
    @DisplayName("TASK-14 all who wait for each other end when they are cancelled")
    void allEnd() throws Exception {
        try (var one = Runner.background("one");
                var other = Runner.background("other")) {
            var loops = List.of(one.loop(), other.loop());
            // A circle that is cut ends in failures, and nobody looks at them.
            loops.forEach(loop -> loop.setExceptionHandler((where, report) -> {}));
            Crowd.race(
                    chance -> {
                        var knot = new Knot(chance, loops);
                        knot.cut();
                        Wait.until("the end of " + knot, knot::isOver);
                    });
        }
    }
}
