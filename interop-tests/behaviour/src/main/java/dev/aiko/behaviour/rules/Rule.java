package dev.aiko.behaviour.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One rule of the behaviour list, and the front ends that have to show it. */
record Rule(String id, Set<FrontEnd> frontEnds, String words) {

    String area() {
        return RuleId.area(id);
    }

    /**
     * Reads lines {@code id<TAB>front ends<TAB>words}; empty lines and those with # are comments.
     */
    static List<Rule> read(Path file) throws IOException {
        List<Rule> rules = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String where = file.getFileName() + ":" + number;
            Rule rule = parse(line, where);
            if (!seen.add(rule.id)) {
                throw new IllegalArgumentException(
                        where + " lists " + rule.id + " a second time; give it another number.");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static Rule parse(String line, String where) {
        String[] cells = line.split("\t", -1);
        if (cells.length != 3 || !RuleId.isOne(cells[0]) || cells[2].isBlank()) {
            throw new IllegalArgumentException(
                    where + " is \"" + line + "\"; write id, front ends and words, with tabs.");
        }
        try {
            return new Rule(cells[0], FrontEnd.parse(cells[1]), cells[2]);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
        }
    }
}
