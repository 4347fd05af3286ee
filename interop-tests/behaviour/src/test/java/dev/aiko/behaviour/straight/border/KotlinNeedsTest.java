package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Runner;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.suspending.border.Launcher;
import dev.aiko.coroutines.LoopScope;
import dev.aiko.coroutines.Suspend;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import kotlin.Unit;
import kotlinx.coroutines.CoroutineScope;
import kotlinx.coroutines.CoroutineScopeKt;
import kotlinx.coroutines.Job;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Kotlin code gives or wants, in Java: jobs, scopes, dispatchers. */
class KotlinNeedsTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();

    @Test
    @DisplayName("a job is awaited, cleanup included")
    void job() {
        loop.runUntilComplete(
                () -> {
                    var scope = LoopScope.on(loop, "work");
                    Job job = Launcher.INSTANCE.launchWork(scope, trail);
                    LoopFuture<Unit> end = Suspend.future(job);
                    await(sleep(ofSeconds(1)));
                    assertFalse(end.isDone());
                    assertTrue(end.cancel("enough"));
                    assertThrows(CancellationException.class, () -> await(end));
                    assertEquals(ofSeconds(2), loop.time());
                    assertEquals(List.of("Kotlin is clean"), trail.steps());
                    Job over = Launcher.INSTANCE.launchNothing(scope);
                    assertSame(Unit.INSTANCE, await(Suspend.future(over)));
                });
    }

    @Test
    @DisplayName("from a plain thread a job is a future of the loop that is named")
    void jobOfAPlainThread() {
        try (var runner = Runner.background("jobs")) {
            var scope = LoopScope.on(runner.loop(), "work");
            Job job = Launcher.INSTANCE.launchNothing(scope);
            var end = Suspend.future(runner.loop(), job);
            assertSame(Unit.INSTANCE, end.orTimeout(60, TimeUnit.SECONDS).join());
            assertThrows(IllegalStateException.class, () -> Suspend.future(job));
        }
    }

    @Test
    @DisplayName("the dispatcher of a loop runs Kotlin code on it")
    void dispatcher() {
        loop.runUntilComplete(
                () -> {
                    var scope = CoroutineScopeKt.CoroutineScope(Suspend.dispatcher(loop));
                    Job job = Launcher.INSTANCE.launchWhereAmI(scope, trail);
                    await(Suspend.future(job));
                    assertEquals(List.of("on " + loop.name()), trail.steps());
                });
    }

    @Test
    @DisplayName("a scope of Kotlin's that is cancelled stops the task it has adopted, and waits")
    void adopted() {
        loop.runUntilComplete(
                () -> {
                    var scope = CoroutineScopeKt.CoroutineScope(Suspend.dispatcher(loop));
                    Task<Void> work = createTask(this::work);
                    assertSame(work, Suspend.adopt(scope, work));
                    await(sleep(ofSeconds(1)));
                    CoroutineScopeKt.cancel(scope, new CancellationException("enough"));
                    assertFalse(work.isDone());
                    Job job = scope.getCoroutineContext().get(Job.Key);
                    assertThrows(CancellationException.class, () -> await(Suspend.future(job)));
                    assertTrue(work.isCancelled());
                    assertEquals(List.of("Java is clean"), trail.steps());
                });
    }

    @Test
    @DisplayName("the failure of an adopted task fails the scope")
    void adoptedFails() {
        var boom = new IOException("boom");
        loop.runUntilComplete(
                () -> {
                    Task<Unit> inScope =
                            Suspend.call(
                                    k ->
                                            CoroutineScopeKt.<Unit>coroutineScope(
                                                    (scope, kk) -> adoptFailing(scope, boom), k));
                    var seen =
                            assertThrows(
                                    IOException.class, () -> await(inScope, IOException.class));
                    assertSame(boom, seen);
                });
    }

    private static Unit adoptFailing(CoroutineScope scope, IOException failure) {
        Task<Void> failing =
                createTask(
                        () -> {
                            throw failure;
                        });
        Suspend.adopt(scope, failing);
        return Unit.INSTANCE;
    }

    private Void work() {
        try {
            await(sleep(ofHours(1)));
        } finally {
            shielded(() -> await(sleep(ofSeconds(2))));
            trail.add("Java is clean");
        }
        return null;
    }
}
