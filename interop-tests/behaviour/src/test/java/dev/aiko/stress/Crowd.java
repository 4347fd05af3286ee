package dev.aiko.stress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/** Eight threads that do the same thing for as long as asked, each with its own chance. */
final class Crowd {

    private static final int THREADS = 8;
    private static final Duration TIME = Duration.ofSeconds(Long.getLong("aiko.stress.seconds", 2));

    private Crowd() {}

    /** One thing to do, again and again. */
    interface Work {
        void once(SplittableRandom chance) throws Exception;
    }

    /** Runs it on all threads; a failure of any is thrown here. */
    static void race(Work work) throws InterruptedException {
        var failure = new AtomicReference<Throwable>();
        long end = System.nanoTime() + TIME.toNanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            var chance = new SplittableRandom(i);
            threads.add(
                    new Thread(
                            () -> {
                                try {
                                    while (System.nanoTime() < end && failure.get() == null) {
                                        work.once(chance);
                                    }
                                } catch (Throwable wrong) {
                                    failure.compareAndSet(null, wrong);
                                }
                            },
                            "crowd-" + i));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure.get() != null) {
            throw new AssertionError("A thread of the crowd failed.", failure.get());
        }
    }

    /** Waits on this plain thread until the stage has ended, in one way or the other. */
    static void end(CompletionStage<?> stage) {
        stage.handle((value, failure) -> null).toCompletableFuture().join();
    }
}
