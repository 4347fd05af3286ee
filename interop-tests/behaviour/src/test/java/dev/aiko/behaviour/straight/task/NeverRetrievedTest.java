package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A failure that nobody ever looks at is told once; all others are not. */
class NeverRetrievedTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final IllegalArgumentException failure = new IllegalArgumentException("boom");

    private void collectUntilReported(int count) {
        Wait.untilCollected(
                "a failure is reported",
                () -> {
                    virtual.oneTurn();
                    return virtual.reports().size() >= count;
                });
    }

    /** Fails a future, hands it to the reader, and lets go of it. */
    private void failAndDrop(Throwable thrown, Consumer<LoopFuture<String>> reader) {
        LoopFuture<String> future = loop.createFuture();
        future.completeExceptionally(thrown);
        reader.accept(future);
    }

    @Test
    @DisplayName("a failure that is read in the very moment of the end was read")
    void readInTheMomentOfTheEnd() {
        List<ErrorReport> reports = new CopyOnWriteArrayList<>();
        try (Runner runner = Runner.background("failing")) {
            runner.loop().setExceptionHandler((loop, report) -> reports.add(report));
            for (int i = 0; i < 3_000; i++) {
                Task<String> task =
                        runner.loop()
                                .submit(
                                        () -> {
                                            throw failure;
                                        });
                while (!task.isDone()) {
                    Thread.onSpinWait();
                }
                assertSame(failure, assertThrows(failure.getClass(), () -> await(task)));
            }
        } // reports all that is unread
        assertEquals(List.of(), reports);
    }

    @Test
    @DisplayName("FUT-11 a failed future that nobody read is reported once when it is garbage")
    void reportedOnceWhenGarbage() {
        failAndDrop(failure, future -> {});

        collectUntilReported(1);

        loop.close();
        System.gc();
        assertEquals(1, virtual.reports().size());
        ErrorReport report = virtual.reports().get(0);
        assertSame(failure, report.exception());
        assertTrue(report.message().matches("(?s).*(never|nobody).*"), report.message());
    }

    @Test
    @DisplayName(
            "FUT-11 a failed task that nobody read is reported with its name when the loop closes")
    void reportedWhenTheLoopCloses() {
        var task =
                loop.createTask(
                        TaskOptions.named("courier"),
                        () -> {
                            throw failure;
                        });
        virtual.settle();
        assertTrue(task.isDone());
        assertEquals(List.of(), virtual.reports());

        loop.close();

        assertEquals(1, virtual.reports().size());
        ErrorReport report = virtual.reports().get(0);
        assertSame(failure, report.exception());
        assertTrue(report.message().contains("courier"), report.message());
        assertSame(failure, task.exception());
    }

    @Test
    @DisplayName("FUT-11 a failed task that is garbage is reported with its name")
    void aTaskThatIsGarbage() {
        failTaskAndDrop();

        collectUntilReported(1);

        assertSame(failure, virtual.reports().get(0).exception());
        assertTrue(virtual.reports().get(0).message().contains("courier"));
    }

    private void failTaskAndDrop() {
        loop.createTask(
                TaskOptions.named("courier"),
                () -> {
                    throw failure;
                });
        virtual.settle();
    }

    @Test
    @DisplayName("FUT-12 reading the failure, in whichever way, keeps it from being reported")
    void readingIsEnough() {
        failAndDrop(failure, future -> assertThrows(failure.getClass(), future::result));
        failAndDrop(failure, LoopFuture::exception);
        failAndDrop(failure, future -> loop.runUntilComplete(() -> awaitFailing(future)));
        failAndDrop(
                failure,
                future -> assertThrows(failure.getClass(), () -> loop.runUntilComplete(future)));
        failAndDrop(failure, future -> assertThrows(RuntimeException.class, future::join));
        failAndDrop(failure, future -> future.exceptionally(Throwable::getMessage));
        failAndDrop(failure, future -> future.handle((value, thrown) -> thrown));

        nothingButTheSentinelIsReported();
    }

    private void awaitFailing(LoopFuture<String> future) {
        assertThrows(failure.getClass(), () -> await(future));
    }

    @Test
    @DisplayName("FUT-13 pending, successful and cancelled futures go without a report")
    void otherOutcomesAreNotReported() {
        loop.createFuture();
        loop.createFuture().complete("value");
        loop.createFuture().cancel("enough");
        loop.createTask(() -> "value");
        loop.createTask(() -> "value").cancel("enough");
        virtual.settle();

        nothingButTheSentinelIsReported();
    }

    /** The sentinel shows that the collector has been here, after all the others were dropped. */
    private void nothingButTheSentinelIsReported() {
        var sentinel = new IllegalStateException("sentinel");
        failAndDrop(sentinel, future -> {});

        collectUntilReported(1);
        System.gc();
        loop.close();

        assertEquals(1, virtual.reports().size());
        assertSame(sentinel, virtual.reports().get(0).exception());
    }

    @Test
    @DisplayName(
            "a stage hung on a future in the moment in which another thread fails it is a reader")
    void derivedWhileItFails() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            var future = loop.<String>createFuture();
            var isReady = new AtomicBoolean();
            var other =
                    new Thread(
                            () -> {
                                isReady.set(true);
                                future.completeExceptionally(new IllegalStateException("boom"));
                            });
            other.start();
            while (!isReady.get()) {
                Thread.onSpinWait();
            }
            var handled = future.handle((value, failure) -> failure != null);
            other.join();
            assertTrue(handled.join());
        }
        virtual.settle();
        loop.close();
        assertEquals(List.of(), virtual.reports());
    }
}
