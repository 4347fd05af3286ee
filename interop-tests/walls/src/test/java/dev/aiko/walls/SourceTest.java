package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A file is one idea, a room has a name, and tests do not sleep. */
class SourceTest {

    private static final int LONGEST = 500;

    /** Names that say nothing; a thing needed twice has a name of its own. */
    private static final Set<String> EMPTY_NAMES =
            Set.of("util", "utils", "common", "helper", "helpers", "impl", "manager", "misc");

    @Test
    void mainSourceIsShort() {
        List<String> broken = new ArrayList<>();
        for (Path file : sources("main")) {
            int lines = read(file).size();
            if (lines > LONGEST) {
                broken.add(file + " has " + lines + " lines; look for its second idea.");
            }
        }
        assertEquals(List.of(), broken, "Longer than " + LONGEST + " lines.");
    }

    @Test
    void nameSaysSomething() {
        Set<String> broken = new TreeSet<>();
        for (String tree : List.of("main", "test")) {
            for (Path file : sources(tree)) {
                if (saysNothing(file)) {
                    broken.add(file.toString());
                }
            }
        }
        assertEquals(Set.of(), broken, "Name these for what they are, not " + EMPTY_NAMES + ".");
    }

    @Test
    void onlyStressTestsSleep() {
        // In two parts, or this file would find itself.
        String sleep = "Thread" + ".sleep";
        List<String> broken = new ArrayList<>();
        for (Path file : sources("test")) {
            String name = file.getFileName().toString();
            boolean stress = name.contains("StressTest.");
            if (!stress && read(file).stream().anyMatch(line -> line.contains(sleep))) {
                broken.add(file + " sleeps; use virtual time, or call it …StressTest.");
            }
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void emptyNameIsFound() {
        assertEquals(true, saysNothing(Path.of("dev/aiko/util/Lock.java")));
        assertEquals(true, saysNothing(Path.of("dev/aiko/LockImpl.kt")));
        assertEquals(true, saysNothing(Path.of("dev/aiko/Helpers.java")));
        assertEquals(false, saysNothing(Path.of("dev/aiko/Implicit.java")));
    }

    private static boolean saysNothing(Path file) {
        return StreamSupport.stream(file.spliterator(), false)
                .map(part -> part.toString().replaceFirst("\\.(java|kt)$", ""))
                .flatMap(part -> Stream.of(part.split("(?<=[a-z0-9])(?=[A-Z])")))
                .anyMatch(word -> EMPTY_NAMES.contains(word.toLowerCase(Locale.ROOT)));
    }

    /** Sources below {@code src/main} or {@code src/test} anywhere in the tree, from its root. */
    private static List<Path> sources(String tree) {
        Path root = Product.root();
        List<Path> found = new ArrayList<>();
        for (String top : List.of("java-api", "kotlin-impl", "interop-tests")) {
            try (Stream<Path> files = Files.walk(root.resolve(top))) {
                files.map(root::relativize)
                        .filter(file -> file.toString().matches(".*\\.(java|kt)"))
                        .filter(file -> isBelow(file, tree))
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertFalse(found.isEmpty(), "No sources below src/" + tree + " in " + root + ".");
        return found;
    }

    private static boolean isBelow(Path file, String tree) {
        String text = "/" + file.toString().replace('\\', '/');
        return text.contains("/src/" + tree + "/") && !text.contains("/target/");
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(Product.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
