package dev.aiko.behaviour.straight.context;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.blocking;
import static dev.aiko.Aiko.composeTask;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.TaskGroup;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.context.ContextVar;
import dev.aiko.context.ContextVar.Token;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A variable that straight-line bodies see as something bound to their stack. */
class BoundVariableTest {

    /**
     * Stands for a {@code ScopedValue}, which this JDK may not have: bound by a frame of a thread.
     */
    private static final ThreadLocal<String> STACK = new ThreadLocal<>();

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ContextVar<String> user =
            Aiko.<String>contextVar("user").boundBy(BoundVariableTest::bound);
    private final Trail trail = new Trail();
    private final List<Token<?>> tokens = new ArrayList<>();

    private static Object bound(String value, Callable<?> body) throws Exception {
        String before = STACK.get();
        STACK.set(value);
        try {
            return body.call();
        } finally {
            STACK.set(before);
        }
    }

    /** Sets a variable on the thread of the tests, for one test. */
    private <T> void set(ContextVar<T> variable, T value) {
        tokens.add(variable.set(value));
    }

    @AfterEach
    void unset() {
        Collections.reverse(tokens);
        tokens.forEach(Token::close);
    }

    private void note(String who) {
        trail.add(who + " " + STACK.get());
    }

    @Test
    @DisplayName("a body has the value of its start on its stack, over all its waits")
    void overAllWaits() {
        set(user, "bob");
        var byThread = new CompletableFuture<Void>();
        Task<String> task =
                loop.createTask(
                        () -> {
                            note("start");
                            yieldNow();
                            note("turn");
                            await(sleep(ofMillis(1)));
                            note("timer");
                            await(byThread);
                            note("thread");
                            blocking(() -> note("blocking"));
                            user.set("eve");
                            note("set");
                            return "done";
                        });
        loop.callLater(ofMillis(2), () -> new Thread(() -> byThread.complete(null)).start());

        assertEquals("done", loop.runUntilComplete(task));
        trail.is("start bob", "turn bob", "timer bob", "thread bob", "blocking bob", "set bob");
        assertNull(STACK.get());
    }

    @Test
    @DisplayName("a child has the value that its creator had then, also an eager one or in a group")
    void children() {
        set(user, "bob");
        loop.runUntilComplete(
                () -> {
                    var child = createTask(() -> note("child"));
                    user.set("eve");
                    await(child);
                    await(createTask(() -> note("later child")));
                    await(createTask(TaskOptions.none().withEager(true), () -> note("eager")));
                    TaskGroup.run(
                            group -> {
                                group.createTask(() -> note("member"));
                                return null;
                            });
                    note("creator");
                });
        trail.is("child bob", "later child eve", "eager eve", "member eve", "creator bob");
    }

    @Test
    @DisplayName("nobody else runs on the stack of a body that has it")
    void nobodyElse() {
        loop.runUntilComplete(
                () -> {
                    var other = createTask(() -> note("other body"));
                    loop.callSoon(() -> note("callback"));
                    user.set("bob");
                    var composed =
                            composeTask(
                                    () -> {
                                        note("composed");
                                        return sleep(ofMillis(2));
                                    });
                    var bob =
                            createTask(
                                    () -> {
                                        loop.callLater(ofMillis(1), () -> note("timer"));
                                        yieldNow();
                                        await(composed);
                                        note("body");
                                    });
                    await(bob);
                    await(other);
                });
        trail.is("other body null", "callback null", "composed null", "timer null", "body bob");
    }

    @Test
    @DisplayName("without a value there is no binding, and one of null is one")
    void noValue() {
        var seen = Aiko.<String>contextVar("seen", "default");
        seen.boundBy(
                (value, body) -> {
                    trail.add("bound to " + value);
                    return body.call();
                });
        loop.runUntilComplete(() -> note("body"));
        set(seen, null);
        loop.runUntilComplete(() -> note("body"));
        trail.is("body null", "bound to null", "body null");
    }

    @Test
    @DisplayName("several variables are bound around one another")
    void several() {
        var second = Aiko.<String>contextVar("second");
        second.boundBy(
                (value, body) -> {
                    trail.add(value);
                    return body.call();
                });
        set(user, "bob");
        set(second, "and more");
        assertEquals("bob", loop.runUntilComplete(STACK::get));
        trail.is("and more");
    }

    @Test
    @DisplayName("failures and cancellations pass through a binding as they are")
    void failures() {
        set(user, "bob");
        var failure = new IOException("burnt");
        var failing =
                loop.createTask(
                        () -> {
                            throw failure;
                        });
        var thrown = assertThrows(CompletionException.class, () -> loop.runUntilComplete(failing));
        assertSame(failure, thrown.getCause());

        var waiting =
                loop.createTask(
                        () -> {
                            try {
                                await(sleep(ofMillis(1)));
                            } finally {
                                note("cleanup");
                                await(sleep(ofMillis(1)));
                                note("cleanup");
                            }
                        });
        virtual.settle();
        waiting.cancel("enough");
        assertThrows(CancellationException.class, () -> loop.runUntilComplete(waiting));
        trail.is("cleanup bob", "cleanup bob");
    }

    @Test
    @DisplayName("a binding that does not call the body, or calls it twice, fails the task")
    void wrongBindings() {
        var lazy = Aiko.<String>contextVar("lazy").boundBy((value, body) -> "no");
        set(lazy, "value");
        var failure = assertThrows(IllegalStateException.class, () -> run(() -> "result"));
        assertEquals(
                "The binding of ContextVar 'lazy' did not call the body; call it once.",
                failure.getMessage());
    }

    @Test
    @DisplayName("what a binding throws itself is the failure of the task")
    void failingBinding() {
        var twice = Aiko.<String>contextVar("twice");
        twice.boundBy(
                (value, body) -> {
                    body.call();
                    return body.call();
                });
        set(twice, "value");
        var failure =
                assertThrows(
                        IllegalStateException.class, () -> run(() -> trail.steps().toString()));
        assertTrue(failure.getMessage().contains("called the body twice"), failure.getMessage());
    }

    @Test
    @DisplayName("a variable can have one binding, and that is not null")
    void oneBinding() {
        var failure =
                assertThrows(
                        IllegalStateException.class,
                        () -> user.boundBy((value, body) -> body.call()));
        assertEquals("ContextVar 'user' has a binding; it can have one.", failure.getMessage());
        var fresh = Aiko.<String>contextVar("fresh");
        assertThrows(NullPointerException.class, () -> fresh.boundBy(null));
    }

    private String run(Callable<String> body) {
        return loop.runUntilComplete(body);
    }
}
