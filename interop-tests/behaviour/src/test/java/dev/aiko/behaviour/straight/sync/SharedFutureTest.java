package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two tasks that await one future: what one of them has received the other cannot give back. */
class SharedFutureTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();

    @ParameterizedTest
    @MethodSource("dev.aiko.behaviour.straight.sync.Waitables#inLine")
    @DisplayName("a cancel of one, in whichever turn, takes nothing from the other who has it")
    void oneIsCancelled(String name) {
        for (int turns = 0; turns < 5; turns++) {
            for (int which = 0; which < 2; which++) {
                var waitable = Waitables.named(name);
                var asked = loop.createTask(() -> new LoopFuture<?>[] {waitable.ask()});
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

                String what = name + ", the " + which + ". after " + turns + " turns";
                Task<?> other = tasks[1 - which];
                assertEquals(other.isCancelled(), waitable.isThere(), what);
                assertTrue(other.isDone(), what);
            }
        }
    }
}
