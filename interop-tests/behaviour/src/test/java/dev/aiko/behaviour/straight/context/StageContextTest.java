package dev.aiko.behaviour.straight.context;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The functions given to stages run in the context of the code that gave them. */
class StageContextTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ContextVar<String> variable = contextVar("variable", "default");
    private final Trail trail = new Trail();

    private void tell(String who) {
        trail.add(who + " " + variable.get());
    }

    @Test
    @DisplayName("CTX-03 a futures body keeps its values through sleeps and through other threads")
    void aFuturesBody() {
        LoopFuture<String> byThread = loop.createFuture();
        var task =
                loop.composeTask(
                        () -> {
                            variable.set("mine");
                            return sleep(ofMillis(1))
                                    .thenRun(() -> tell("after a sleep"))
                                    .thenCompose(
                                            nothing -> {
                                                tell("composing");
                                                variable.set("changed");
                                                return byThread;
                                            })
                                    .thenApply(value -> value + " " + variable.get());
                        });
        loop.callLater(
                ofMillis(2),
                () ->
                        Wait.onAnotherThread(
                                () -> {
                                    variable.set("thread");
                                    byThread.complete("by thread");
                                    tell("the thread sees");
                                }));

        assertEquals("by thread changed", loop.runUntilComplete(task));

        trail.is("after a sleep mine", "composing mine", "the thread sees thread");
    }

    @Test
    @DisplayName("CTX-03 every kind of function runs in the context in which it was written")
    void everyKind() {
        LoopFuture<Integer> source = loop.createFuture();
        CompletableFuture<Integer> other = new CompletableFuture<>();
        LoopFuture<Integer> failing = loop.createFuture();
        loop.runUntilComplete(
                () -> {
                    variable.set("mine");
                    source.thenAccept(value -> tell("accept"));
                    source.handle((value, failure) -> variable.get())
                            .whenComplete((seen, failure) -> tell("handled " + seen + ", then"));
                    source.thenCombine(other, (a, b) -> variable.get())
                            .thenAccept(seen -> trail.add("combined " + seen));
                    source.thenAcceptBoth(other, (a, b) -> tell("both"));
                    source.runAfterBoth(other, () -> tell("after both"));
                    source.acceptEither(other, value -> tell("either"));
                    source.runAfterEither(other, () -> tell("after either"));
                    source.thenApplyAsync(value -> variable.get())
                            .thenAccept(seen -> trail.add("async " + seen));
                    failing.exceptionally(failure -> variable.get().length())
                            .thenAccept(seen -> trail.add("recovered " + seen));
                });

        loop.runUntilComplete(
                () -> {
                    variable.set("somebody else's");
                    other.complete(2);
                    source.complete(1);
                    failing.completeExceptionally(new IllegalStateException("as planned"));
                    await(sleep(ofMillis(1)));
                });

        assertEquals(
                Set.of(
                        "accept mine",
                        "handled mine, then mine",
                        "combined mine",
                        "both mine",
                        "after both mine",
                        "either mine",
                        "after either mine",
                        "async mine",
                        "recovered 4"),
                Set.copyOf(trail.steps()));
    }

    @Test
    @DisplayName("CTX-03 a failure of the function is what it was")
    void failures() {
        LoopFuture<Integer> source = loop.createFuture();
        var derived = source.thenApply(value -> sneak(new IOException("disk")));
        source.complete(1);

        var wrapped = assertThrows(CompletionException.class, derived::join);
        assertEquals(IOException.class, wrapped.getCause().getClass());
        assertThrows(NullPointerException.class, () -> source.thenApply(null));
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable, T> T sneak(Throwable failure) throws X {
        throw (X) failure;
    }
}
