package dev.aiko.behaviour.straight.context;

import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.copyContext;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.Sentences;
import dev.aiko.behaviour.Wait;
import dev.aiko.context.Context;
import dev.aiko.context.ContextVar;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Variables and contexts by themselves, without any loop. */
class ContextVarTest {

    private final ContextVar<String> variable = contextVar("variable", "default");
    private final ContextVar<String> bare = contextVar("bare");

    @Test
    @DisplayName("a variable gives its value, else its default, else fails")
    void whatAVariableGives() {
        copyContext()
                .run(
                        () -> {
                            assertEquals("default", variable.get());
                            assertEquals("fallback", variable.orElse("fallback"));
                            assertEquals("fallback", bare.orElse("fallback"));
                            var thrown = assertThrows(NoSuchElementException.class, bare::get);
                            Sentences.tellsTheNextStep(thrown, "bare");

                            variable.set("value");
                            bare.set(null);
                            assertEquals("value", variable.get());
                            assertEquals("value", variable.orElse("fallback"));
                            assertNull(bare.get());
                        });
        assertEquals("variable", variable.name());
    }

    @Test
    @DisplayName("a null default is a default")
    void aNullDefault() {
        ContextVar<String> nothing = contextVar("nothing", null);

        assertNull(nothing.get());
    }

    @Test
    @DisplayName("a token puts back what was there before, in any depth")
    void aTokenPutsBack() {
        copyContext()
                .run(
                        () -> {
                            var first = variable.set("first");
                            var second = variable.set("second");
                            assertSame(variable, second.variable());
                            second.close();
                            assertEquals("first", variable.get());
                            variable.reset(first);
                            assertEquals("default", variable.get());
                            assertEquals("fallback", variable.orElse("fallback"));
                        });
    }

    @Test
    @DisplayName("a token is good for one reset, and closing it again does nothing")
    void aTokenIsUsedOnce() {
        copyContext()
                .run(
                        () -> {
                            var token = variable.set("value");
                            variable.reset(token);
                            variable.set("later");
                            Sentences.tellsTheNextStep(
                                    assertThrows(
                                            IllegalStateException.class,
                                            () -> variable.reset(token)),
                                    "variable");
                            assertDoesNotThrow(token::close);
                            assertEquals("later", variable.get());
                        });
    }

    @Test
    @DisplayName("a token of another variable, or of another context, is refused")
    void aTokenFromElsewhere() {
        Context other = copyContext();
        copyContext()
                .run(
                        () -> {
                            var token = bare.set("value");
                            Sentences.tellsTheNextStep(
                                    assertThrows(
                                            IllegalArgumentException.class,
                                            () -> variable.reset(token)),
                                    "variable");
                            other.run(
                                    () ->
                                            assertThrows(
                                                    IllegalArgumentException.class,
                                                    () -> bare.reset(token)));
                            assertEquals("value", bare.get());
                        });
    }

    @Test
    @DisplayName("what code sets in a context stays there, and is seen there alone")
    void codeInAContext() throws Exception {
        Context context = copyContext();
        Context before = context.copy();

        assertEquals("done", context.call(() -> variable.set("inside") == null ? "?" : "done"));

        assertEquals("default", variable.get());
        assertEquals("inside", context.get(variable));
        assertTrue(context.contains(variable));
        assertFalse(before.contains(variable));
        assertNull(before.get(variable));
        context.run(() -> assertEquals("inside", variable.get()));
        Context after = context.copy();
        context.run(() -> variable.set("changed"));
        assertEquals("inside", after.get(variable));
    }

    @Test
    @DisplayName("what the code throws comes out as it is, and the context is left again")
    void codeThatThrows() {
        var failure = new IOException("boom");
        Context context = copyContext();

        assertSame(
                failure,
                assertThrows(
                        IOException.class,
                        () ->
                                context.call(
                                        () -> {
                                            variable.set("inside");
                                            throw failure;
                                        })));

        assertEquals("default", variable.get());
        assertEquals("inside", context.get(variable));
    }

    @Test
    @DisplayName("the values of a context are a snapshot that cannot be changed")
    void theValuesOfAContext() {
        Context context = copyContext();
        context.run(() -> variable.set("value"));
        Map<ContextVar<?>, Object> values = context.values();
        context.run(() -> variable.set("later"));

        assertEquals("value", values.get(variable));
        assertFalse(values.containsKey(bare));
        assertThrows(UnsupportedOperationException.class, values::clear);
    }

    @Test
    @DisplayName("each thread without a task has a context of its own")
    void eachThreadHasItsOwn() {
        Wait.onAnotherThread(
                () -> {
                    variable.set("other thread");
                    assertEquals("other thread", variable.get());
                });

        assertEquals("default", variable.get());
    }

    @Test
    @DisplayName("two variables of one name are two variables")
    void namesAreForPeople() {
        ContextVar<String> twin = contextVar("variable", "twin");

        assertEquals("twin", twin.get());
        assertNotEquals(twin, variable);
        assertTrue(twin.toString().contains("variable"));
    }
}
