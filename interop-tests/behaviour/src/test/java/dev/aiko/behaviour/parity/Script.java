package dev.aiko.behaviour.parity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What has to happen in each scenario of a room, written down once for all who tell it.
 *
 * <p>A paragraph is a scenario: its name, then the lines of the diary. A line that only one
 * language writes begins with that language and a colon.
 */
record Script(Map<String, List<String>> paragraphs) {

    static Script read(String room) {
        try (InputStream file = Script.class.getResourceAsStream(fileOf(room))) {
            return parse(
                    file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String fileOf(String room) {
        return room.toLowerCase(Locale.ROOT) + ".txt";
    }

    static Script parse(String text) {
        Map<String, List<String>> paragraphs = new LinkedHashMap<>();
        for (String paragraph : text.strip().split("\n{2,}")) {
            List<String> lines = new ArrayList<>(paragraph.lines().toList());
            String name = lines.isEmpty() ? "" : lines.remove(0);
            if (!name.isEmpty() && paragraphs.put(name, lines) != null) {
                throw new AssertionError("\"" + name + "\" is written twice; drop one of them.");
            }
        }
        return new Script(paragraphs);
    }

    Set<String> names() {
        return paragraphs.keySet();
    }

    /** Whether the languages differ in this scenario by design. */
    boolean differs(String scenario) {
        return !trail(scenario, Way.STRAIGHT).equals(trail(scenario, Way.SUSPENDING));
    }

    /** The lines that this way has to write. */
    List<String> trail(String scenario, Way way) {
        return paragraphs.get(scenario).stream().flatMap(line -> linesFor(way, line)).toList();
    }

    private static Stream<String> linesFor(Way way, String line) {
        for (Way other : Way.values()) {
            String mark = other.language() + ": ";
            if (line.startsWith(mark)) {
                return other.language().equals(way.language())
                        ? Stream.of(line.substring(mark.length()))
                        : Stream.empty();
            }
        }
        return Stream.of(line);
    }
}
