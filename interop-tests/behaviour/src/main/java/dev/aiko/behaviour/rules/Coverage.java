package dev.aiko.behaviour.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules against passed tests: what is shown, what is departed from, what is missing. */
final class Coverage {

    private final List<Rule> rules;
    private final Map<String, Set<FrontEnd>> departures;
    private final List<PassedTest> tests;
    private final Map<String, Set<FrontEnd>> shown = new HashMap<>();

    Coverage(List<Rule> rules, Map<String, Set<FrontEnd>> departures, List<PassedTest> tests) {
        this.rules = rules;
        this.departures = departures;
        this.tests = tests;
        for (PassedTest test : tests) {
            for (String id : test.ids()) {
                shown.computeIfAbsent(id, i -> EnumSet.noneOf(FrontEnd.class)).add(test.frontEnd());
            }
        }
    }

    /** What has to be mended before the build may pass. */
    List<String> problems(Set<String> finishedAreas) {
        Set<String> problems = new LinkedHashSet<>();
        Set<String> ids = new LinkedHashSet<>();
        Set<String> areas = new LinkedHashSet<>();
        rules.forEach(rule -> ids.add(rule.id()));
        rules.forEach(rule -> areas.add(rule.area()));
        for (PassedTest test : tests) {
            for (String id : test.ids()) {
                if (!ids.contains(id)) {
                    problems.add(
                            id
                                    + " is in no rule list, but "
                                    + test.className()
                                    + " tests it as \""
                                    + test.name()
                                    + "\"; correct the name or add the rule.");
                }
            }
        }
        for (String id : departures.keySet()) {
            if (!ids.contains(id)) {
                problems.add(id + " is departed from, but is no rule; correct docs/departures.md.");
            }
        }
        for (String area : finishedAreas) {
            if (!areas.contains(area)) {
                problems.add(area + " is called finished, but has no rule; correct the name.");
            }
        }
        for (Rule rule : rules) {
            if (finishedAreas.contains(rule.area()) && isMissing(rule)) {
                problems.add(describeMissing(rule) + "; test it, or depart from it with a reason.");
            }
        }
        return new ArrayList<>(problems);
    }

    /** The table and the list of missing rules, as Markdown. */
    String report() {
        Map<String, int[]> counts = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        for (Rule rule : rules) {
            int[] row = counts.computeIfAbsent(rule.area(), area -> new int[3]);
            if (isTested(rule)) {
                row[0]++;
            } else if (isMissing(rule)) {
                row[2]++;
                missing.add("- " + describeMissing(rule) + ": " + rule.words() + "\n");
            } else {
                row[1]++;
            }
        }
        StringBuilder text = new StringBuilder("# Rules\n\n");
        text.append("| area | tested | departed | missing |\n|---|---|---|---|\n");
        int[] all = new int[3];
        counts.forEach(
                (area, row) -> {
                    text.append(line(area, row));
                    for (int i = 0; i < all.length; i++) {
                        all[i] += row[i];
                    }
                });
        text.append(line("all", all)).append("\n## Missing\n\n");
        text.append(missing.isEmpty() ? "None.\n" : String.join("", missing));
        return text.toString();
    }

    private boolean isTested(Rule rule) {
        return unseenIn(rule).isEmpty();
    }

    private boolean isMissing(Rule rule) {
        return !missingIn(rule).isEmpty();
    }

    private Set<FrontEnd> unseenIn(Rule rule) {
        Set<FrontEnd> unseen = EnumSet.copyOf(rule.frontEnds());
        unseen.removeAll(shown.getOrDefault(rule.id(), Set.of()));
        return unseen;
    }

    private Set<FrontEnd> missingIn(Rule rule) {
        Set<FrontEnd> missing = unseenIn(rule);
        missing.removeAll(departures.getOrDefault(rule.id(), Set.of()));
        return missing;
    }

    private String describeMissing(Rule rule) {
        List<String> names = missingIn(rule).stream().map(FrontEnd::toString).toList();
        return rule.id() + " is missing in " + String.join(" and ", names);
    }

    private static String line(String area, int[] row) {
        return "| " + area + " | " + row[0] + " | " + row[1] + " | " + row[2] + " |\n";
    }
}
