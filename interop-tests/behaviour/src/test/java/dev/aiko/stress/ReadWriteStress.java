package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readers and writers race: a writer is never with anybody, and what it wrote is seen whole. */
class ReadWriteStress {

    private final AsyncReadWriteLock lock = AsyncReadWriteLock.create();
    private final AtomicInteger readers = new AtomicInteger();
    private final AtomicInteger writers = new AtomicInteger();
    private final AtomicInteger mostReaders = new AtomicInteger();

    // Guarded by the lock that is tested.
    private long written;
    private long writtenAfterwards;

    @Test
    void readersAndWriters() throws Exception {
        Crowd.race(
                chance -> {
                    boolean writes = chance.nextInt(3) == 0;
                    Lease held = lease(writes, chance);
                    if (held == null) {
                        return;
                    }
                    try (held) {
                        if (writes) {
                            write();
                        } else {
                            read();
                        }
                    }
                });
        assertEquals(0, lock.readers());
        assertFalse(lock.isWriteLocked());
        assertEquals(0, lock.waiting());
        assertNotNull(lock.tryAcquireWrite());
        assertTrue(written > 0);
        assertTrue(mostReaders.get() > 1, "no readers were together");
    }

    /** Through one of the doors; null when it was not to be had, or given up. */
    private @Nullable Lease lease(boolean writes, SplittableRandom chance) throws Exception {
        switch (chance.nextInt(4)) {
            case 0:
                return writes ? lock.tryAcquireWrite() : lock.tryAcquireRead();
            case 1:
                return writes ? lock.acquireWriteBlocking() : lock.acquireReadBlocking();
            default:
                LoopFuture<Lease> wanted =
                        writes ? lock.acquireWriteAsync() : lock.acquireReadAsync();
                boolean isGivenUp = chance.nextInt(3) == 0 && wanted.cancel("enough");
                return isGivenUp ? null : Crowd.valueOf(wanted);
        }
    }

    private void write() {
        assertEquals(1, writers.incrementAndGet(), "two write");
        assertEquals(0, readers.get(), "somebody reads what is written");
        written++;
        Thread.onSpinWait();
        writtenAfterwards++;
        writers.decrementAndGet();
    }

    private void read() {
        int together = readers.incrementAndGet();
        mostReaders.accumulateAndGet(together, Math::max);
        assertEquals(0, writers.get(), "somebody writes what is read");
        assertEquals(written, writtenAfterwards);
        Thread.yield(); // lets another reader in
        readers.decrementAndGet();
    }
}
