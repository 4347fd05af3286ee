package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.Runner;
import dev.aiko.loop.EventLoop;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Signals, cancels and time limits race: no signal is lost, and the lock is free in the end. */
class ConditionStress {

    /** Each signal is for one. */
    private static final class Tokens extends ConditionCrowd {
        // Guarded by the lock.
        private int made;
        private int left;
        private int taken;

        Tokens(EventLoop loop) {
            super(loop);
        }

        @Override
        BooleanSupplier wanted() {
            return () -> left > 0;
        }

        @Override
        void had() {
            left--;
            taken++;
        }

        @Override
        void bringAbout(int waiters) {
            made += waiters;
            left += waiters;
            condition.signal(waiters);
        }

        @Override
        public void check() throws Exception {
            super.check();
            assertEquals(made, taken + left);
            assertEquals(0, Math.min(left, 0), "taken twice");
        }
    }

    /** Each signal is for all. */
    private static final class Changes extends ConditionCrowd {
        // Guarded by the lock.
        private int changes;

        Changes(EventLoop loop) {
            super(loop);
        }

        @Override
        BooleanSupplier wanted() {
            int seen = changes;
            return () -> changes > seen;
        }

        @Override
        void had() {}

        @Override
        void bringAbout(int waiters) {
            changes++;
            condition.signalAll();
        }
    }

    @Test
    void signals() throws Exception {
        try (var runner = Runner.background("bodies")) {
            Crowd.rounds(() -> new Tokens(runner.loop()));
        }
    }

    @Test
    void signalsToAll() throws Exception {
        try (var runner = Runner.background("bodies")) {
            Crowd.rounds(() -> new Changes(runner.loop()));
        }
    }
}
