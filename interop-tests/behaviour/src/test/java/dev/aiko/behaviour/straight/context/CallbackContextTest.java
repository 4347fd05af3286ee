package dev.aiko.behaviour.straight.context;

import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.copyContext;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.Handle;
import dev.aiko.task.LoopFuture;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The context of plain callbacks and timers. */
class CallbackContextTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ContextVar<String> variable = contextVar("variable", "default");
    private final Trail trail = new Trail();

    private void look() {
        trail.add("saw " + variable.get());
        variable.set("callback");
    }

    private void inAContext(String value, Runnable code) {
        Context context = copyContext();
        context.run(
                () -> {
                    variable.set(value);
                    code.run();
                });
        virtual.runFor(ofSeconds(2));
        assertEquals(value, context.get(variable));
    }

    @Test
    @DisplayName("CTX-05 a callback without a context runs in a copy of its scheduler's")
    void aCopyOfTheSchedulers() {
        inAContext(
                "scheduler",
                () -> {
                    loop.callSoon(this::look);
                    loop.callLater(ofSeconds(1), this::look);
                    loop.callAt(ofSeconds(1), this::look);
                    loop.execute(this::look);
                });

        trail.is("saw scheduler", "saw scheduler", "saw scheduler", "saw scheduler");
        assertEquals("default", variable.get());
    }

    @Test
    @DisplayName("CTX-05 the copy is taken when it is scheduled, not when it runs")
    void takenWhenScheduled() {
        Context context = copyContext();
        context.run(
                () -> {
                    variable.set("before");
                    loop.callSoon(this::look);
                    variable.set("after");
                });

        virtual.settle();

        trail.is("saw before");
    }

    @Test
    @DisplayName("CTX-05 a callback with a context runs in exactly that one")
    void theVeryContext() {
        Context context = copyContext();
        loop.callSoon(this::look, context);
        loop.callLater(ofSeconds(1), this::look, context);
        loop.callAt(ofSeconds(2), this::look, context);

        virtual.runFor(ofSeconds(3));

        trail.is("saw default", "saw callback", "saw callback");
        assertEquals("callback", context.get(variable));
        assertEquals("default", variable.get());
    }

    @Test
    @DisplayName("CTX-05 a done-callback runs in a copy of the context it was added in")
    void doneCallbacks() {
        LoopFuture<String> future = loop.createFuture();
        inAContext("adder", () -> future.addDoneCallback(done -> look()));
        inAContext("completer", () -> future.complete("value"));
        virtual.settle();

        trail.is("saw adder");
    }

    @Test
    @DisplayName("CTX-06 a handle tells the context its callback runs in")
    void aHandleTellsItsContext() {
        Context context = copyContext();
        Handle soon = loop.callSoon(this::look, context);
        Handle later = loop.callLater(ofSeconds(1), this::look, context);
        Handle copied = loop.callSoon(this::look);
        List<Handle> handles = List.of(soon, later, copied);
        handles.forEach(handle -> assertNotNull(handle.context()));
        assertSame(context, soon.context());
        assertSame(context, later.context());

        virtual.settle();

        assertEquals("callback", copied.context().get(variable));
        assertEquals("default", variable.get());
    }
}
