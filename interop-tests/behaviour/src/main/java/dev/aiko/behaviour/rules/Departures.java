package dev.aiko.behaviour.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules Aiko does not follow, with reasons, from the tables of a Markdown file. */
final class Departures {

    /** {@code LOCK-09}, or {@code LOCK-09 (Kotlin)} for one front end. */
    private static final Pattern WHAT = Pattern.compile("(\\S+)(?: \\((Java|Kotlin)\\))?");

    private Departures() {}

    /** Reads lines {@code | ID | reason |}; other lines are prose. */
    static Map<String, Set<FrontEnd>> read(Path file) throws IOException {
        Map<String, Set<FrontEnd>> departed = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            String[] cells = line.strip().split("\\|", -1);
            if (cells.length < 3 || !cells[0].isEmpty()) {
                continue;
            }
            Matcher what = WHAT.matcher(cells[1].strip());
            if (what.matches() && RuleId.isOne(what.group(1))) {
                String where = file.getFileName() + " departs from " + cells[1].strip();
                if (cells[2].isBlank()) {
                    throw new IllegalArgumentException(where + " without a reason; give it.");
                }
                Set<FrontEnd> ends =
                        departed.computeIfAbsent(
                                what.group(1), id -> EnumSet.noneOf(FrontEnd.class));
                if (!ends.addAll(frontEnds(what.group(2)))) {
                    throw new IllegalArgumentException(where + " twice; keep one line.");
                }
            }
        }
        return departed;
    }

    private static Set<FrontEnd> frontEnds(String language) {
        return FrontEnd.parse(
                language == null ? "both" : language.toLowerCase(java.util.Locale.ROOT));
    }
}
