package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.gather;
import static dev.aiko.Aiko.race;
import static dev.aiko.Aiko.staggeredRace;
import static dev.aiko.Aiko.waitFor;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two tasks that await one future: what one of them has received the other cannot give back. */
class SharedFutureTest {

    private static final int FORMS = 5;

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    /** The futures that hand on what comes to the one they stand for. */
    private List<Supplier<LoopFuture<?>>> around(Waitable waitable) {
        return List.of(
                waitable::ask,
                () -> waitFor(waitable.ask(), ofSeconds(1)),
                () -> gather(waitable.ask()),
                () -> race(waitable.ask(), loop.createFuture()),
                () -> staggeredRace(null, List.of(waitable::ask)));
    }

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("a cancel of one, in whichever turn, takes nothing from the other who has it")
    void oneIsCancelled(String name) {
        for (int form = 0; form < FORMS; form++) {
            for (int turns = 0; turns < 5; turns++) {
                for (int which = 0; which < 2; which++) {
                    oneOfTwoIsCancelled(Waitables.named(name), form, turns, which);
                }
            }
        }
    }

    private void oneOfTwoIsCancelled(Waitable waitable, int form, int turns, int which) {
        var asked = loop.createTask(() -> new LoopFuture<?>[] {around(waitable).get(form).get()});
        virtual.settle();
        LoopFuture<?> future = asked.result()[0];
        Task<?>[] tasks = {
            loop.createTask(() -> await(future)), loop.createTask(() -> await(future))
        };
        virtual.settle();
        waitable.give();
        for (int turn = 0; turn < turns; turn++) {
            virtual.oneTurn();
        }
        tasks[which].cancel("now");
        virtual.settle();

        String what = waitable + ", form " + form + ", the " + which + ". after " + turns;
        Task<?> other = tasks[1 - which];
        assertEquals(other.isCancelled(), waitable.isThere(), what);
        assertTrue(other.isDone(), what);
    }
}
