package dev.aiko.stress;

import dev.aiko.behaviour.Wait;
import dev.aiko.sync.AsyncLock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;

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
    static void race(Work work) throws Exception {
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
            thread.join(TIME.plus(Wait.LIMIT).plus(Wait.LIMIT).toMillis());
            if (thread.isAlive()) {
                var forgotten = new AssertionError(thread + " was forgotten.");
                forgotten.setStackTrace(thread.getStackTrace());
                throw forgotten;
            }
        }
        if (failure.get() != null) {
            throw new AssertionError("A thread of the crowd failed.", failure.get());
        }
        turn();
    }

    /** Something that all threads use at once, for a short while, and what holds afterwards. */
    interface Round extends Work {
        void check() throws Exception;
    }

    /** Does it again and again, each time with a new one; a failure of any is thrown here. */
    static void rounds(Supplier<? extends Round> next) throws Exception {
        var chances = IntStream.range(0, THREADS).mapToObj(SplittableRandom::new).toList();
        var start = new CyclicBarrier(THREADS);
        long end = System.nanoTime() + TIME.toNanos();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            while (System.nanoTime() < end) {
                Round round = next.get();
                List<Callable<Object>> jobs = new ArrayList<>();
                for (SplittableRandom chance : chances) {
                    jobs.add(
                            () -> {
                                start.await();
                                round.once(chance);
                                return round;
                            });
                }
                for (Future<Object> job : threads.invokeAll(jobs, 60, TimeUnit.SECONDS)) {
                    job.get();
                }
                round.check();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits on this plain thread until the stage has ended, in one way or the other. */
    static void end(CompletionStage<?> stage) throws Exception {
        valueOf(stage.handle((value, failure) -> null));
    }

    /** Waits for the end, which is a value or a cancellation; everything else is thrown. */
    static void endWell(CompletionStage<?> stage) throws Exception {
        Throwable failure = valueOf(stage.handle((value, thrown) -> thrown));
        if (failure instanceof CompletionException wrapped) {
            failure = wrapped.getCause();
        }
        if (failure != null && !(failure instanceof CancellationException)) {
            throw new AssertionError(stage + " failed.", failure);
        }
    }

    /** Waits on this plain thread, and not for ever, as a failure may have that nobody is woken. */
    static <T> T valueOf(CompletionStage<T> stage) throws Exception {
        try {
            return stage.toCompletableFuture().get(Wait.LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException forgotten) {
            throw new AssertionError(stage + " was forgotten.", forgotten);
        }
    }

    /**
     * Lets the loop that serves plain threads have a turn, in which everything comes back that was
     * granted to somebody who had gone.
     */
    static void turn() throws Exception {
        valueOf(AsyncLock.create().acquireAsync().thenRunAsync(() -> {}));
    }
}
