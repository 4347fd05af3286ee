package dev.aiko.behaviour.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares the rule list with the tests that passed, writes {@code target/rules.md}, and fails the
 * build when a finished area is not whole.
 */
public final class RulesCheck {

    private RulesCheck() {}

    /** Takes the directory of the behaviour module. */
    public static void main(String[] args) throws IOException {
        run(Path.of(args[0]));
    }

    static void run(Path module) throws IOException {
        Path departures = module.resolve("../../docs/departures.md").normalize();
        Coverage coverage =
                new Coverage(
                        Rule.read(module.resolve("rules/rules.tsv")),
                        Departures.read(departures),
                        PassedTest.readAll(module.resolve("target/surefire-reports")));
        Path report = module.resolve("target/rules.md");
        Files.createDirectories(report.getParent());
        Files.writeString(report, coverage.report());
        List<String> problems =
                coverage.problems(finishedAreas(module.resolve("rules/finished-areas.txt")));
        if (!problems.isEmpty()) {
            throw new IllegalStateException(
                    "The behaviour suite is not whole (see "
                            + report
                            + "):\n  "
                            + String.join("\n  ", problems));
        }
    }

    private static Set<String> finishedAreas(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.toSet());
    }
}
