package dev.aiko.stress;

import static dev.aiko.Aiko.await;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncCondition;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** A crowd around one condition, which waits for it in every way and gives up at any moment. */
@SuppressWarnings("try") // a lease is there to be closed
abstract class ConditionCrowd implements Crowd.Round {

    private static final int TIMES = 6;

    private final EventLoop loop;
    protected final AsyncCondition condition = AsyncCondition.create();
    private final AsyncLock lock = condition.lock();

    private final Queue<Waiting> all = new ConcurrentLinkedQueue<>();
    private final Queue<LoopFuture<?>> toBeCancelled = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<?>> ends = new ConcurrentLinkedQueue<>();

    /** Somebody who waits until it is so. */
    private record Waiting(LoopFuture<?> future, BooleanSupplier isSo) {}

    ConditionCrowd(EventLoop loop) {
        this.loop = loop;
    }

    // ---- what it is about; called with the lock held -----------------------------------------

    /** What the next one who comes waits for. */
    abstract BooleanSupplier wanted();

    /** Somebody has what he waited for. */
    abstract void had();

    /** Brings about what at least so many wait for, and signals. */
    abstract void bringAbout(int waiters);

    // ---- the ways to wait --------------------------------------------------------------------

    @Override
    public void once(SplittableRandom chance) throws Exception {
        for (int i = 0; i < TIMES; i++) {
            switch (chance.nextInt(8)) {
                case 0, 1 -> {
                    try (Lease held = lock.acquireBlocking()) {
                        bringAbout(1);
                    }
                }
                case 2 -> onThisThread(chance);
                case 3 -> inSteps(chance);
                case 4 -> asFuture();
                case 5 -> inBody();
                case 6 -> underFuture();
                default -> {
                    LoopFuture<?> somebody = toBeCancelled.poll();
                    if (somebody != null) {
                        somebody.cancel("enough");
                    }
                }
            }
        }
    }

    /** Not without a limit, or in the end everybody waits for everybody. */
    private void onThisThread(SplittableRandom chance) throws Exception {
        try (Lease held = lock.acquireBlocking()) {
            LoopFuture<?> wait = waitUntil(wanted());
            Crowd.end(wait.orTimeout(chance.nextInt(1, 500), MICROSECONDS));
            assertTrue(lock.isLocked());
            hadUnlessFailed(wait);
        }
    }

    private void inSteps(SplittableRandom chance) throws Exception {
        try (Lease held = lock.acquireBlocking()) {
            BooleanSupplier wanted = wanted();
            LoopFuture<?> wait = null;
            while (!wanted.getAsBoolean() && (wait == null || !wait.isCompletedExceptionally())) {
                wait = remember(condition.awaitAsync(), wanted);
                Crowd.end(wait.orTimeout(chance.nextInt(1, 500), MICROSECONDS));
                assertTrue(lock.isLocked());
            }
            // With what it wanted it may have failed all the same, and then it passed its signal
            // on.
            if (wait == null || !wait.isCompletedExceptionally()) {
                had();
            }
        }
    }

    private void asFuture() throws Exception {
        Lease held = lock.acquireBlocking();
        LoopFuture<?> wait = waitUntil(wanted());
        ends.add(
                wait.whenComplete(
                        (nothing, failure) -> {
                            hadUnlessFailed(wait);
                            held.close();
                        }));
    }

    private void inBody() {
        var task =
                loop.submit(
                        () -> {
                            try (Lease held = await(lock.acquireAsync())) {
                                await(waitUntil(wanted()));
                                had();
                            }
                        });
        ends.add(task);
        toBeCancelled.add(task);
    }

    private void underFuture() {
        LoopFuture<?> whole = lock.withLockAsync(() -> waitUntil(wanted()).thenRun(this::had));
        ends.add(whole);
        toBeCancelled.add(whole);
    }

    private LoopFuture<?> waitUntil(BooleanSupplier wanted) {
        return remember(condition.awaitUntilAsync(wanted), wanted);
    }

    private LoopFuture<?> remember(LoopFuture<?> wait, BooleanSupplier wanted) {
        all.add(new Waiting(wait, wanted));
        toBeCancelled.add(wait);
        return wait;
    }

    private void hadUnlessFailed(LoopFuture<?> wait) {
        if (!wait.isCompletedExceptionally()) {
            had();
        }
    }

    // ---- afterwards --------------------------------------------------------------------------

    @Override
    public void check() throws Exception {
        // A body hears of its cancel in a turn of its loop.
        Crowd.valueOf(loop.submit(() -> {}));
        try (Lease held = quiet()) {
            for (Waiting one : all) {
                assertTrue(one.future.isDone() || !one.isSo.getAsBoolean(), "a signal was lost");
            }
        }
        for (CompletableFuture<?> end : ends) {
            Wait.until("everybody has what he waits for", () -> end.isDone() || helped());
            Crowd.end(end);
        }
        Crowd.turn();
        try (Lease held = quiet()) {
            assertEquals(0, condition.waiting());
        }
        assertFalse(lock.isLocked());
    }

    /** The lock, when nobody else is on the way back to it: those stand in its line by now. */
    private Lease quiet() throws Exception {
        Lease held = Crowd.valueOf(lock.acquireAsync());
        while (lock.statistics().waiting() > 0) {
            held.close();
            held = Crowd.valueOf(lock.acquireAsync());
        }
        return held;
    }

    /** Those who have not begun yet may come to wait later than this. */
    private boolean helped() {
        try (Lease held = quiet()) {
            bringAbout(condition.waiting());
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        return false;
    }
}
