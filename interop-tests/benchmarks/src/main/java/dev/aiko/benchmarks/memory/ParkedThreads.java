package dev.aiko.benchmarks.memory;

import dev.aiko.benchmarks.peers.VirtualThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Bare virtual threads that do nothing but park. */
public final class ParkedThreads {
    private volatile boolean open;

    private ParkedThreads() {}

    /** The bytes of heap that each of {@code count} of them takes. */
    public static double bytesEach(int count) throws InterruptedException {
        return new ParkedThreads().measure(count);
    }

    private double measure(int count) throws InterruptedException {
        var arrived = new CountDownLatch(count);
        List<Thread> threads = new ArrayList<>(count);
        long before = UsedHeap.bytes();
        for (int i = 0; i < count; i++) {
            threads.add(VirtualThreads.start(() -> waitAtGate(arrived)));
        }
        arrived.await();
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
        long bytes = UsedHeap.bytes() - before;
        open = true;
        threads.forEach(LockSupport::unpark);
        for (Thread thread : threads) {
            thread.join();
        }
        return (double) bytes / count;
    }

    private void waitAtGate(CountDownLatch arrived) {
        arrived.countDown();
        while (!open) {
            LockSupport.park(this);
        }
    }
}
