package dev.aiko.behaviour.parity;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The same scenarios, told in Java and in Kotlin, leave the same trail.
 *
 * <p>To add one: a paragraph in the script of its room, and a method of that name in {@code
 * straight} and in {@code suspending}; one in {@code futures} where that reads well.
 */
class ParityTest {

    /** The only room in which the languages may differ; docs/differences.md says why they do. */
    static final String DIFFERENCES = "Differences";

    @TestFactory
    Stream<DynamicNode> rooms() {
        return Room.all().stream()
                .map(
                        room ->
                                dynamicContainer(
                                        room.name(),
                                        room.scenarios().stream()
                                                .map(
                                                        one ->
                                                                dynamicTest(
                                                                        one,
                                                                        () -> check(room, one)))));
    }

    static void check(Room room, String scenario) {
        assertEquals(List.of(), room.missing(scenario), "what is missing");
        assertEquals(
                room.name().equals(DIFFERENCES),
                room.script().differs(scenario),
                "a difference between the languages stands in its own room, and nowhere else");
        assertAll(
                room.trails(scenario).entrySet().stream()
                        .map(
                                told ->
                                        () ->
                                                assertEquals(
                                                        String.join(
                                                                "\n",
                                                                room.script()
                                                                        .trail(
                                                                                scenario,
                                                                                told.getKey())),
                                                        String.join("\n", told.getValue()),
                                                        "as told in " + told.getKey())));
    }

    @Test
    @DisplayName("docs/differences.md names every difference")
    void documented() throws IOException {
        String page = Files.readString(Path.of("../../docs/differences.md"));
        for (String difference : Room.named(DIFFERENCES).scenarios()) {
            assertTrue(page.contains("| " + difference + " |"), difference);
        }
    }

    @Test
    @DisplayName("there are forty scenarios at least that agree")
    void enough() {
        long agreeing =
                Room.all().stream()
                        .filter(room -> !room.name().equals(DIFFERENCES))
                        .mapToLong(room -> room.scenarios().size())
                        .sum();
        assertTrue(agreeing >= 40, () -> "only " + agreeing);
    }
}
