package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.suspending.border.Launcher;
import dev.aiko.coroutines.LoopScope;
import dev.aiko.coroutines.Suspend;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A scope of coroutines and tasks that a Java object owns. */
class LoopScopeTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopScope scope = LoopScope.on(loop, "stock");
    private final Trail trail = new Trail();

    private Void work() {
        try {
            await(sleep(ofHours(1)));
        } finally {
            shielded(() -> await(sleep(ofSeconds(2))));
            trail.add("Java is clean");
        }
        return null;
    }

    @Test
    @DisplayName("closing cancels tasks and coroutines of both languages, and waits for their end")
    void closing() {
        Task<?> java = scope.createTask(this::work);
        Task<?> kotlin = scope.call(k -> Launcher.INSTANCE.work(trail, k));
        Launcher.INSTANCE.launchWork(scope, trail);
        virtual.runFor(ofMinutes(1));
        assertFalse(java.isDone() || kotlin.isDone());

        var start = loop.time();
        loop.runUntilComplete(() -> scope.close());

        assertEquals(ofSeconds(2), loop.time().minus(start));
        trail.is("Kotlin is clean", "Kotlin is clean", "Java is clean");
        assertTrue(java.isCancelled());
        assertTrue(kotlin.isCancelled());
        assertEquals(Set.of(), loop.allTasks());
        assertEquals("<LoopScope 'stock' closed>", scope.toString());
    }

    @Test
    @DisplayName("a closed scope takes no more, and closing it again does nothing")
    void closed() {
        loop.runUntilComplete(() -> scope.close());
        loop.runUntilComplete(() -> scope.close());

        var refused =
                assertThrows(IllegalStateException.class, () -> scope.createTask(() -> "late"));
        assertTrue(refused.getMessage().contains("'stock'"), refused.getMessage());
        assertTrue(refused.getMessage().contains("make a new one"), refused.getMessage());
        assertThrows(
                IllegalStateException.class,
                () -> scope.call(k -> Launcher.INSTANCE.work(trail, k)));
        virtual.runFor(ofMinutes(1));
        trail.is();
    }

    @Test
    @DisplayName("a coroutine has what its creator has set, and what it sets nobody else has")
    void context() {
        var order = Aiko.contextVar("order", "nothing");
        loop.runUntilComplete(
                () -> {
                    order.set("soup");
                    var soup = Suspend.future(Launcher.INSTANCE.orderIn(scope, order));
                    order.set("cake");
                    var cake = Suspend.future(Launcher.INSTANCE.orderIn(scope, order));
                    assertEquals("soup with salt", await(soup));
                    assertEquals("cake with salt", await(cake));
                    assertEquals("cake", await(scope.createTask(order::get)));
                    assertEquals("cake", order.get());
                });
    }

    @Test
    @DisplayName("a failure stays with its task; the others go on, and the scope stays open")
    void aFailure() {
        var boom = new IOException("boom");
        Task<?> other = scope.createTask(this::work);
        Task<?> failing =
                scope.createTask(
                        () -> {
                            throw boom;
                        });

        assertSame(
                boom,
                assertThrows(CompletionException.class, () -> loop.runUntilComplete(failing))
                        .getCause());
        virtual.settle();
        assertFalse(other.isDone());
        assertEquals("value", loop.runUntilComplete(scope.createTask(() -> "value")));
        assertEquals(List.of(), virtual.reports());
        loop.runUntilComplete(() -> scope.close());
    }

    @Test
    @DisplayName("a coroutine that fails is told to the loop's exception handler")
    void aFailingCoroutine() {
        var boom = new IOException("boom");
        Launcher.INSTANCE.launchFailing(scope, boom);
        virtual.settle();

        var report = virtual.reports().get(0);
        assertSame(boom, report.exception());
        assertTrue(report.message().contains("LoopScope 'stock'"), report.message());
        assertEquals("value", loop.runUntilComplete(scope.createTask(() -> "value")));
    }

    @Test
    @DisplayName("closed from a thread of another's, it blocks that until all has ended")
    void closedFromAnotherThread() {
        try (Runner runner = Runner.background("stock")) {
            LoopScope there = LoopScope.on(runner.loop(), "there");
            Task<?> task = there.createTask(() -> await(sleep(ofHours(1))));

            there.close();

            assertTrue(task.isCancelled());
        }
    }

    @Test
    @DisplayName("closing in a callback, which it would block, is refused, and closeAsync is not")
    void closedInACallback() {
        Task<?> task = scope.createTask(this::work);
        virtual.settle();
        loop.callSoon(
                () -> {
                    var refused = assertThrows(IllegalStateException.class, scope::close);
                    trail.add("refused");
                    scope.closeAsync().thenRun(() -> trail.add("closed"));
                });
        virtual.runFor(ofMinutes(1));

        assertTrue(task.isCancelled());
        trail.is("refused", "Java is clean", "closed");
    }
}
