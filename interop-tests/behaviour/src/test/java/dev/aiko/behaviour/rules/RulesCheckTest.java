package dev.aiko.behaviour.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesCheckTest {

    @TempDir private Path root;

    private Path module;

    @BeforeEach
    void writeSmallProject() throws IOException {
        module = root.resolve("interop-tests/behaviour");
        write("rules/rules.tsv", "# id\n\nLOCK-01\tboth\tone at a time\nLOCK-02\tjava\tfair\n");
        write("rules/finished-areas.txt", "# none\nLOCK\n");
        write("../../docs/departures.md", "# Departures\n\n| ID | reason |\n|---|---|\n");
    }

    @Test
    void wholeSuitePasses() throws IOException {
        report("straight.sync.LockTest", "LOCK-01 LOCK-02 both", "");
        report("suspending.sync.LockTest", "LOCK-01: holds", "");

        RulesCheck.run(module);

        String written = Files.readString(module.resolve("target/rules.md"));
        assertTrue(written.contains("| LOCK | 2 | 0 | 0 |"), written);
    }

    @Test
    void skippedAndFailedTestsDoNotCount() throws IOException {
        report("straight.sync.LockTest", "LOCK-01 x", "<skipped/>");
        report("straight.sync.FairTest", "LOCK-02 x", "<failure>no</failure>");
        report("suspending.sync.LockTest", "LOCK-01 x", "<error>no</error>");

        String message = failure();
        assertTrue(message.contains("LOCK-01 is missing in java and kotlin"), message);
        assertTrue(message.contains("LOCK-02 is missing in java"), message);
    }

    @Test
    void testOutsideTheFrontEndsDoesNotCount() throws IOException {
        report("rules.LockTest", "LOCK-01 LOCK-02 LOCK-77 x", "");

        String message = failure();
        assertTrue(message.contains("LOCK-02 is missing in java"), message);
        assertTrue(!message.contains("LOCK-77"), message);
    }

    @Test
    void departureNeedsReason() throws IOException {
        write("../../docs/departures.md", "| LOCK-01 |  |\n");

        assertThrows(IllegalArgumentException.class, () -> RulesCheck.run(module));
    }

    @Test
    void malformedRuleIsNamedByItsLine() throws IOException {
        write("rules/rules.tsv", "LOCK-01\tboth\tx\nLOCK-02\tperl\tx\n");

        Exception e = assertThrows(IllegalArgumentException.class, () -> RulesCheck.run(module));
        assertTrue(e.getMessage().startsWith("rules.tsv:2: \"perl\""), e.getMessage());
    }

    @Test
    void sameIdTwiceIsRefused() throws IOException {
        write("rules/rules.tsv", "LOCK-01\tboth\tx\nLOCK-01\tboth\tx\n");

        assertThrows(IllegalArgumentException.class, () -> RulesCheck.run(module));
    }

    @Test
    void leadingIdsEndWhereTheSentenceBegins() {
        assertEquals(List.of("A-01", "B-02"), RuleId.leading("A-01 B-02 as in C-03"));
        assertEquals(List.of("A-01", "B-02"), RuleId.leading("A-01, B-02: text"));
        assertEquals(List.of(), RuleId.leading("UTF-8bytes are kept"));
        assertEquals(List.of(), RuleId.leading("plain"));
    }

    private String failure() {
        return assertThrows(IllegalStateException.class, () -> RulesCheck.run(module)).getMessage();
    }

    private void report(String testClass, String name, String mark) throws IOException {
        String className = "dev.aiko.behaviour." + testClass;
        write(
                "target/surefire-reports/TEST-" + className + ".xml",
                "<testsuite><testcase name=\""
                        + name
                        + "\" classname=\"a display name\">"
                        + mark
                        + "</testcase></testsuite>");
    }

    private void write(String file, String text) throws IOException {
        Path path = module.resolve(file).normalize();
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
