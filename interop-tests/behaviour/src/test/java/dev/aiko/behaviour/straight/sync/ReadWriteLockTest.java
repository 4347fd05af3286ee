package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.Task;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many readers, or one writer. */
class ReadWriteLockTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final AsyncReadWriteLock lock = AsyncReadWriteLock.create();

    private Task<Lease> reader() {
        Task<Lease> task = loop.createTask(() -> await(lock.acquireReadAsync()));
        virtual.settle();
        return task;
    }

    private Task<Lease> writer() {
        Task<Lease> task = loop.createTask(() -> await(lock.acquireWriteAsync()));
        virtual.settle();
        return task;
    }

    private void close(Task<Lease> holder) {
        holder.result().close();
        virtual.settle();
    }

    @Test
    @DisplayName("readers share it, and a writer waits until all of them have gone")
    void readersShare() {
        var one = reader();
        var other = reader();
        var writer = writer();
        assertEquals(2, lock.readers());
        assertEquals(1, lock.waiting());
        assertFalse(lock.isWriteLocked());
        close(one);
        assertFalse(writer.isDone());
        close(other);

        assertTrue(writer.isDone());
        assertTrue(lock.isWriteLocked());
        assertEquals(0, lock.readers());
    }

    @Test
    @DisplayName("a writer has it alone")
    void writersDoNot() {
        var first = writer();
        var second = writer();
        var reader = reader();
        assertTrue(first.isDone());
        assertEquals(2, lock.waiting());
        close(first);
        assertTrue(second.isDone());
        assertFalse(reader.isDone());
        close(second);

        assertTrue(reader.isDone());
        assertEquals(1, lock.readers());
    }

    @Test
    @DisplayName("a reader that comes after a waiting writer waits behind it")
    void noWriterStarves() {
        var early = reader();
        var writer = writer();
        var late = reader();
        assertNull(lock.tryAcquireRead());
        assertFalse(late.isDone());
        close(early);
        assertTrue(writer.isDone());
        assertFalse(late.isDone());
        close(writer);

        assertTrue(late.isDone());
    }

    @Test
    @DisplayName("readers that stand together go in together, and those behind a writer do not")
    void together() {
        var first = writer();
        var one = reader();
        var two = reader();
        var second = writer();
        var three = reader();
        close(first);
        assertTrue(one.isDone());
        assertTrue(two.isDone());
        assertFalse(second.isDone());
        assertFalse(three.isDone());
        assertEquals(2, lock.readers());
        close(one);
        close(two);
        close(second);

        assertTrue(three.isDone());
    }

    @Test
    @DisplayName("when the writer in front is cancelled, the readers behind it go in")
    void theWriterIsCancelled() {
        var first = reader();
        var writer = writer();
        var one = reader();
        var other = reader();
        writer.cancel("enough");
        virtual.settle();

        assertTrue(writer.isCancelled());
        assertTrue(one.isDone());
        assertTrue(other.isDone());
        assertEquals(3, lock.readers());
        assertTrue(first.isDone());
    }

    @Test
    @DisplayName("a writer that is cancelled in the turn of its grant lets the readers in")
    void cancelledInTheTurnOfTheGrant() {
        var first = reader();
        var writer = writer();
        var one = reader();
        var other = reader();
        first.result().close();
        assertTrue(lock.isWriteLocked());
        writer.cancel("now");
        virtual.settle();

        assertTrue(one.isDone());
        assertTrue(other.isDone());
        assertFalse(lock.isWriteLocked());
        assertEquals(2, lock.readers());
    }

    @Test
    @DisplayName("trying gives a lease, or null when it would have to wait")
    void trying() {
        var one = lock.tryAcquireRead();
        var other = lock.tryAcquireRead();
        assertNotNull(one);
        assertNotNull(other);
        assertNull(lock.tryAcquireWrite());
        one.close();
        assertNull(lock.tryAcquireWrite());
        other.close();
        var writer = lock.tryAcquireWrite();
        assertNotNull(writer);
        assertNull(lock.tryAcquireWrite());
        assertNull(lock.tryAcquireRead());
        writer.close();
        assertEquals(0, lock.waiting());
    }

    @Test
    @DisplayName("it is not reentrant: a reader who wants to write waits for himself")
    void notReentrant() {
        Task<?> task =
                loop.createTask(
                        () -> {
                            await(lock.acquireReadAsync());
                            await(lock.acquireWriteAsync());
                        });
        virtual.settle();
        assertFalse(task.isDone());
        assertEquals(1, lock.waiting());
        task.cancel("enough");
        virtual.settle();
        assertEquals(1, lock.readers());
        assertEquals(0, lock.waiting());
    }
}
