package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the pages show stands in sources that are compiled and run, and what they link to is there.
 *
 * <p>Looked for is each paragraph of a block of code, and each line of a block of text, which is
 * what a program says. Spaces and line breaks do not count, nor does where a string is split.
 */
class PagesTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
    private static final Set<String> CODE = Set.of("java", "kotlin");

    @Test
    void codeOfThePagesIsCompiledAndRun() {
        List<String> sources = sources();
        List<String> strays = new ArrayList<>();
        int blocks = 0;
        for (Path page : pages()) {
            for (MatchResult block : BLOCK.matcher(read(page)).results().toList()) {
                blocks += CODE.contains(block.group(1)) ? 1 : 0;
                for (String part : parts(block.group(1), block.group(2))) {
                    if (sources.stream().noneMatch(source -> source.contains(bare(part)))) {
                        strays.add(page + " shows what is in no source of interop-tests:\n" + part);
                    }
                }
            }
        }
        assertFalse(blocks == 0, "The pages show no code.");
        assertEquals(List.of(), strays, "Put these into a test, or correct the pages.");
    }

    @Test
    void linksLeadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Path home = Product.root().resolve(page).getParent();
            LINK.matcher(read(page))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !Files.exists(home.resolve(target)))
                    .forEach(target -> broken.add(page + " links to " + target));
        }
        assertEquals(List.of(), broken, "Nothing is there.");
    }

    @Test
    void spacesAndSplitStringsDoNotCount() {
        assertEquals(
                bare("a(\n    \"one and \"\n        + \"two\");"), bare("a(\"one and two\");"));
        assertEquals(List.of("a\n", "b\n"), parts("java", "a\n\nb\n").stream().sorted().toList());
        assertEquals(List.of(), parts("sh", "mvn -q verify\n"));
    }

    private static List<String> parts(String language, String block) {
        if (CODE.contains(language)) {
            return Stream.of(block.split("(?<=\\n)\\n+")).toList();
        }
        return language.equals("text") ? block.lines().toList() : List.of();
    }

    private static String bare(String code) {
        return code.replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("\\s+", "");
    }

    /** The README and everything below docs, from the root of the tree. */
    private static List<Path> pages() {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        pages.addAll(files("docs", ".*\\.md"));
        return pages;
    }

    private static List<String> sources() {
        return files("interop-tests", ".*/src/.*\\.(java|kt)").stream()
                .map(file -> bare(read(file)))
                .toList();
    }

    private static List<Path> files(String top, String name) {
        Path root = Product.root();
        try (Stream<Path> files = Files.walk(root.resolve(top))) {
            return files.map(root::relativize)
                    .filter(file -> file.toString().replace('\\', '/').matches(name))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(Product.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
