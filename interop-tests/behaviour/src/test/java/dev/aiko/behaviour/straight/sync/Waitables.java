package dev.aiko.behaviour.straight.sync;

import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncBarrier;
import dev.aiko.sync.AsyncEvent;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.AsyncReadWriteLock;
import dev.aiko.sync.AsyncSemaphore;
import dev.aiko.sync.CapacityLimiter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything that may be waited for. */
final class Waitables {

    private static final Map<String, Supplier<Waitable>> IN_LINE =
            Map.of(
                    "lock", Waitables::lock,
                    "semaphore", Waitables::semaphore,
                    "limiter", Waitables::limiter,
                    "writer", Waitables::writer,
                    "get", Waitables::get,
                    "put", Waitables::put);

    private static final Map<String, Supplier<Waitable>> FOR_ALL =
            Map.of(
                    "reader", Waitables::reader,
                    "event", Waitables::event,
                    "barrier", Waitables::barrier);

    private Waitables() {}

    /** The names of those that one waiter gets after the other. */
    static Stream<String> inLine() {
        return new TreeMap<>(IN_LINE).keySet().stream();
    }

    /** The names of these, and of those that all waiters get together. */
    static Stream<String> all() {
        return Stream.concat(inLine(), new TreeMap<>(FOR_ALL).keySet().stream());
    }

    static Waitable named(String name) {
        return (IN_LINE.containsKey(name) ? IN_LINE : FOR_ALL).get(name).get();
    }

    private static Waitable lock() {
        var lock = AsyncLock.create();
        lock.tryAcquire();
        return new Waitable(
                "lock",
                lock::acquireAsync,
                lock::acquireBlocking,
                lease -> lock.release(),
                () -> !lock.isLocked(),
                () -> lock.statistics().waiting());
    }

    private static Waitable semaphore() {
        var semaphore = AsyncSemaphore.bounded(1);
        semaphore.tryAcquire();
        return new Waitable(
                "semaphore",
                semaphore::acquireAsync,
                semaphore::acquireBlocking,
                lease -> semaphore.release(),
                () -> semaphore.available() == 1,
                () -> semaphore.statistics().waiting());
    }

    private static Waitable limiter() {
        var limiter = CapacityLimiter.create(1);
        return new Waitable(
                        "limiter",
                        () -> limiter.acquireAsync(new Object()),
                        limiter::acquireBlocking,
                        lease -> lease.close(),
                        () -> limiter.borrowed() == 0,
                        () -> limiter.statistics().waiting())
                .heldBy(limiter.tryAcquire(new Object()));
    }

    private static Waitable writer() {
        var lock = AsyncReadWriteLock.create();
        return new Waitable(
                        "writer",
                        lock::acquireWriteAsync,
                        lock::acquireWriteBlocking,
                        lease -> lease.close(),
                        () -> lock.readers() == 0 && !lock.isWriteLocked(),
                        lock::waiting)
                .heldBy(lock.tryAcquireWrite());
    }

    private static Waitable reader() {
        var lock = AsyncReadWriteLock.create();
        return new Waitable(
                        "reader",
                        lock::acquireReadAsync,
                        lock::acquireReadBlocking,
                        lease -> lease.close(),
                        () -> lock.readers() == 0 && !lock.isWriteLocked(),
                        lock::waiting)
                .heldBy(lock.tryAcquireWrite());
    }

    private static Waitable get() {
        AsyncQueue<String> queue = AsyncQueue.unbounded();
        return new Waitable(
                "get",
                queue::getAsync,
                queue::getBlocking,
                lease -> queue.putNow("item"),
                () -> queue.size() == 1,
                () -> queue.statistics().getting());
    }

    /** What is given is room. */
    private static Waitable put() {
        AsyncQueue<Object> queue = AsyncQueue.create(1);
        queue.putNow("old");
        return new Waitable(
                "put",
                () -> queue.putAsync(new Object()),
                () -> {
                    queue.putBlocking(new Object());
                    return "put";
                },
                lease -> {
                    queue.getNow();
                    queue.taskDone();
                },
                () -> queue.isEmpty() && queue.unfinished() == 0,
                () -> queue.statistics().putting());
    }

    private static Waitable event() {
        var event = AsyncEvent.create();
        return new Waitable(
                "event",
                event::awaitAsync,
                () -> {
                    event.awaitBlocking();
                    return "set";
                },
                lease -> event.set(),
                event::isSet,
                event::waiting);
    }

    /** What is given is the other party, which does not stay. */
    private static Waitable barrier() {
        var barrier = AsyncBarrier.create(2);
        return new Waitable(
                "barrier",
                barrier::awaitAsync,
                barrier::awaitBlocking,
                lease -> barrier.awaitAsync().cancel("gone again"),
                () -> barrier.waiting() == 0,
                barrier::waiting);
    }
}
