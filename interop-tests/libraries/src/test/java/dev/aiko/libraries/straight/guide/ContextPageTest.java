package dev.aiko.libraries.straight.guide;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Aiko;
import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The Java code of docs/guide/context.md. */
class ContextPageTest {

    private final List<String> log = new ArrayList<>();

    // ---- the example -------------------------------------------------------------------------

    static final ContextVar<String> GUEST = Aiko.contextVar("guest", "nobody");

    static String serve(String guest) {
        GUEST.set(guest);
        var soup = createTask(() -> bring("soup"));
        return await(soup);
    }

    static String bring(String dish) {
        await(sleep(ofMillis(1)));
        return dish + " for " + GUEST.get();
    }

    static CompletableFuture<String> bringAsync(String dish) {
        return sleep(ofMillis(1)).thenApply(done -> dish + " for " + GUEST.get());
    }

    @Test
    void everyTaskHasItsGuest() {
        Aiko.run(
                () -> {
                    var bob = createTask(() -> serve("Bob"));
                    var eve = createTask(() -> serve("Eve"));
                    assertEquals("soup for Bob", await(bob));
                    assertEquals("soup for Eve", await(eve));
                    assertEquals("nobody", GUEST.get());
                    GUEST.set("Bob");
                    assertEquals("soup for Bob", await(bringAsync("soup")));
                });
    }

    @Test
    void tokensUndo() {
        Aiko.run(
                () -> {
                    var token = GUEST.set("Eve");
                    bring("soup");
                    token.close();
                    assertEquals("nobody", GUEST.get());
                });
    }

    @Test
    void contextsAreShownAround() {
        Aiko.run(
                () -> {
                    Context later = Aiko.copyContext();
                    later.run(() -> GUEST.set("Bob"));
                    String seen = later.call(() -> GUEST.get());

                    assertEquals("Bob", seen);
                    assertEquals("nobody", GUEST.get());
                });
    }

    @Test
    void withoutValueOrDefault() {
        ContextVar<String> table = Aiko.contextVar("table");
        var failure = assertThrows(NoSuchElementException.class, table::get);
        assertEquals(
                "ContextVar 'table' has no value in this context and no default;"
                        + " set it, or use orElse(...).",
                failure.getMessage());
        assertEquals("any", table.orElse("any"));
    }

    // ---- thread-locals -----------------------------------------------------------------------

    @BeforeEach
    void once() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new Slf4jThreadLocalAccessor());
    }

    @AfterEach
    void forget() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
        MDC.clear();
    }

    @Test
    void theLogKnowsTheGuest() {
        Aiko.run(
                () -> {
                    MDC.put("guest", "Bob");
                    var soup =
                            createTask(
                                    () -> {
                                        await(sleep(ofMillis(1)));
                                        log.add("soup for " + MDC.get("guest"));
                                        MDC.put("guest", "Eve");
                                    });
                    runningLoop().callSoon(() -> log.add("bill for " + MDC.get("guest")));
                    await(soup);
                    log.add("still " + MDC.get("guest"));
                });
        assertEquals(List.of("bill for Bob", "soup for Bob", "still Bob"), log);
        assertNull(MDC.get("guest"));
    }

    // ---- usual mistakes ----------------------------------------------------------------------

    @Test
    void tokensBelongToTheirContext() {
        Aiko.run(
                () -> {
                    var token = GUEST.set("Bob");
                    var task = createTask(() -> GUEST.reset(token));
                    var failure = assertThrows(IllegalArgumentException.class, () -> await(task));
                    assertEquals(
                            "Token of ContextVar 'guest' was made in another context;"
                                    + " reset it where it was set.",
                            failure.getMessage());
                });
    }

    @Test
    void poolsDoNotKnowTheGuest() {
        Aiko.run(
                () -> {
                    GUEST.set("Bob");
                    var pool = runningLoop().runInExecutor(null, () -> GUEST.get());
                    var taken = Aiko.toThread(() -> GUEST.get());
                    assertEquals("nobody", await(pool));
                    assertEquals("Bob", await(taken));
                });
    }
}
