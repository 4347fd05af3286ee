package dev.aiko.behaviour.straight.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks without a time of their own. */
class CallSoonTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("CALL-01 a callback never runs inside the call that schedules it")
    void neverInsideTheCall() {
        loop.callSoon(trail.mark("callback"));
        trail.add("idle loop");
        loop.callSoon(
                () -> {
                    loop.callSoon(trail.mark("inner"));
                    trail.add("running loop");
                });

        virtual.settle();

        trail.is("idle loop", "callback", "running loop", "inner");
    }

    @Test
    @DisplayName("CALL-01 callbacks run once each, in the order they came, on the loop's thread")
    void onceInOrder() {
        List<Integer> seen = new ArrayList<>();
        for (int number = 0; number < 1_000; number++) {
            int mine = number;
            loop.callSoon(
                    () -> {
                        seen.add(mine);
                        trail.add(Thread.currentThread().getName());
                    });
        }

        virtual.settle();

        assertEquals(IntStream.range(0, 1_000).boxed().toList(), seen);
        assertEquals(
                List.of(Thread.currentThread().getName()),
                trail.steps().stream().distinct().toList());
    }

    @Test
    @DisplayName("CALL-01 the same callback scheduled twice runs twice")
    void theSameCallbackTwice() {
        Runnable callback = trail.mark("callback");
        loop.callSoon(callback);
        loop.callSoon(callback);

        virtual.settle();

        trail.is("callback", "callback");
    }

    @Test
    @DisplayName("CALL-02 what a callback schedules runs in the next turn, after all of this one")
    void theNextTurn() {
        loop.callSoon(
                () -> {
                    trail.add("first");
                    loop.callSoon(trail.mark("third"));
                });
        loop.callSoon(trail.mark("second"));

        virtual.oneTurn();
        trail.is("first", "second");

        virtual.oneTurn();
        trail.is("first", "second", "third");
    }

    @Test
    @DisplayName("CALL-02 a callback that schedules itself for ever starves nobody")
    void nobodyStarves() {
        loop.callSoon(
                new Runnable() {
                    @Override
                    public void run() {
                        trail.add("again");
                        loop.callSoon(this);
                    }
                });
        loop.callSoon(trail.mark("other"));

        virtual.oneTurn();
        virtual.oneTurn();

        trail.is("again", "other", "again");
    }

    @Test
    @DisplayName("CALL-15 all doors into the ready queue keep one common order")
    void oneCommonOrder() {
        loop.callSoon(
                () -> {
                    loop.callSoon(trail.mark("1 call soon"));
                    loop.execute(trail.mark("2 execute"));
                    loop.callSoon(trail.mark("3 call soon"));
                    loop.asExecutorService().execute(trail.mark("4 view"));
                    loop.createTask(() -> trail.add("5 task"));
                    loop.callSoon(trail.mark("6 call soon"));
                });

        virtual.settle();

        trail.is("1 call soon", "2 execute", "3 call soon", "4 view", "5 task", "6 call soon");
    }

    @Test
    @DisplayName("the handle of a callback that ran is not cancelled")
    void aHandleThatRan() {
        var handle = loop.callSoon(trail.mark("callback"));

        virtual.settle();

        assertFalse(handle.isCancelled());
    }
}
