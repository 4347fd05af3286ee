package dev.aiko.behaviour.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CoverageTest {

    private static final List<Rule> RULES =
            List.of(
                    new Rule("LOCK-01", FrontEnd.parse("both"), "one at a time"),
                    new Rule("LOCK-02", FrontEnd.parse("java"), "first come, first served"),
                    new Rule("EVT-01", FrontEnd.parse("kotlin"), "set wakes all"));

    private static final Set<FrontEnd> BOTH = Set.of(FrontEnd.JAVA, FrontEnd.KOTLIN);

    @Test
    void ruleForBothIsMissingUntilBothShowIt() {
        Coverage coverage = new Coverage(RULES, Map.of(), List.of(java("LOCK-01 LOCK-02 x")));

        assertEquals(
                List.of("LOCK-01 is missing in kotlin; test it, or depart from it with a reason."),
                coverage.problems(Set.of("LOCK")));
    }

    @Test
    void unfinishedAreaMayMissRules() {
        assertEquals(List.of(), new Coverage(RULES, Map.of(), List.of()).problems(Set.of()));
    }

    @Test
    void departureStandsInForTest() {
        Coverage coverage = new Coverage(RULES, Map.of("EVT-01", BOTH), List.of());

        assertEquals(List.of(), coverage.problems(Set.of("EVT")));
        assertTrue(coverage.report().contains("| EVT | 0 | 1 | 0 |"), coverage.report());
    }

    @Test
    void departureOfOneLanguageLeavesTheOther() {
        Coverage coverage =
                new Coverage(RULES, Map.of("LOCK-01", Set.of(FrontEnd.KOTLIN)), List.of());

        assertEquals(
                List.of(
                        "LOCK-01 is missing in java; test it, or depart from it with a reason.",
                        "LOCK-02 is missing in java; test it, or depart from it with a reason."),
                coverage.problems(Set.of("LOCK")));
    }

    @Test
    void testedAndDepartedIsAllowedAndCountsAsTested() {
        Coverage coverage =
                new Coverage(RULES, Map.of("EVT-01", BOTH), List.of(kotlin("EVT-01 x")));

        assertEquals(List.of(), coverage.problems(Set.of("EVT")));
        assertTrue(coverage.report().contains("| EVT | 1 | 0 | 0 |"), coverage.report());
    }

    @Test
    void unknownIdsAreFoundWhereverTheyStand() {
        Coverage coverage =
                new Coverage(RULES, Map.of("LOCK-98", BOTH), List.of(java("LOCK-99 x")));

        List<String> problems = coverage.problems(Set.of("LOKC"));
        assertEquals(3, problems.size(), problems.toString());
        assertTrue(problems.get(0).startsWith("LOCK-99 "), problems.toString());
        assertTrue(problems.get(1).startsWith("LOCK-98 "), problems.toString());
        assertTrue(problems.get(2).startsWith("LOKC "), problems.toString());
    }

    @Test
    void reportCountsAreasAndListsWhatIsMissing() {
        String report = new Coverage(RULES, Map.of(), List.of(java("LOCK-02 x"))).report();

        assertTrue(report.contains("| LOCK | 1 | 0 | 1 |"), report);
        assertTrue(report.contains("| all | 1 | 0 | 2 |"), report);
        assertTrue(report.contains("- LOCK-01 is missing in java and kotlin: one at a"), report);
    }

    private static PassedTest java(String name) {
        return new PassedTest(FrontEnd.JAVA, "dev.aiko.behaviour.straight.sync.LockTest", name);
    }

    private static PassedTest kotlin(String name) {
        return new PassedTest(FrontEnd.KOTLIN, "dev.aiko.behaviour.suspending.XTest", name);
    }
}
