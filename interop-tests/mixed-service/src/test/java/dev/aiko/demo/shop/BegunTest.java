package dev.aiko.demo.shop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BegunTest {

    private final List<String> trail = new ArrayList<>();
    private final Begun begun = new Begun();

    @Test
    @DisplayName("the last is ended first, and each of them once")
    void order() {
        assertEquals("loop", begun.with("loop", trail::add));
        begun.with("server", trail::add);

        begun.close();
        begun.close();

        assertEquals(List.of("server", "loop"), trail);
    }

    @Test
    @DisplayName("what fails to end keeps nobody else from it, and is not hidden")
    void failures() {
        var first = new IllegalStateException("no end of the server");
        var second = new NoClassDefFoundError("no end of the kitchen");
        begun.with("loop", trail::add);
        begun.with(
                "kitchen",
                part -> {
                    throw second;
                });
        begun.with(
                "server",
                part -> {
                    throw first;
                });

        assertSame(first, assertThrows(IllegalStateException.class, begun::close));
        assertArrayEquals(new Throwable[] {second}, first.getSuppressed());
        assertEquals(List.of("loop"), trail);
        begun.close();
    }
}
