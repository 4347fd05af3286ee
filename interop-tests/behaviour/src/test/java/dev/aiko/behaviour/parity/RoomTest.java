package dev.aiko.behaviour.parity;

import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the parity test must not let pass. */
class RoomTest {

    static final class JavaSample {
        void aCupOfTea(Diary diary) {
            brew(diary, "tea", 1);
        }

        void aSlowCup(Diary diary) {
            brew(diary, "tea", 1);
        }

        void aBurntPie(Diary diary) {
            diary.write("hope");
            burn("pie", 1);
        }
    }

    static final class Silent {}

    private static final String SCRIPT =
            """
            a cup of tea
            1s tea is ready
            1s end

            a slow cup
            1s tea is ready
            1s end

            a burnt pie
            0s hope
            1s end, by IllegalStateException: pie is burnt
            """;

    private static Room room(String script, Class<?> straight, Class<?> suspending) {
        return new Room(
                "Sample",
                Script.parse(script),
                Map.of(
                        Way.STRAIGHT, Way.STRAIGHT.tellings(straight),
                        Way.FUTURES, Map.of(),
                        Way.SUSPENDING, Way.SUSPENDING.tellings(suspending)));
    }

    private static AssertionError refused(Room room, String scenario) {
        return assertThrows(AssertionError.class, () -> ParityTest.check(room, scenario));
    }

    @Test
    @DisplayName("what both tell as it is written passes")
    void agreeing() {
        Room room = room(SCRIPT, JavaSample.class, KotlinSample.class);
        ParityTest.check(room, "a cup of tea");
        ParityTest.check(room, "a burnt pie");
    }

    @Test
    @DisplayName("a language that writes something else is found, and named")
    void different() {
        Room room = room(SCRIPT, JavaSample.class, KotlinSample.class);
        var refused = refused(room, "a slow cup");
        assertEquals(1, refused.getSuppressed().length);
        String text = refused.getSuppressed()[0].getMessage();
        assertTrue(text.contains("SUSPENDING"), text);
    }

    @Test
    @DisplayName("the same mistake in both languages is found")
    void bothWrong() {
        String other = SCRIPT.replace("1s tea is ready", "1s coffee is ready");
        Room room = room(other, JavaSample.class, KotlinSample.class);
        assertEquals(2, refused(room, "a cup of tea").getSuppressed().length);
    }

    @Test
    @DisplayName("a scenario that only one language tells is found")
    void oneLanguage() {
        String room = Way.SUSPENDING.room() + ".Sample";
        assertTrue(
                refused(room(SCRIPT, JavaSample.class, Silent.class), "a cup of tea")
                        .getMessage()
                        .contains("a method in " + room));
    }

    @Test
    @DisplayName("a scenario that is written down nowhere is found")
    void noScript() {
        Room room = room("", JavaSample.class, KotlinSample.class);
        assertTrue(room.scenarios().contains("a slow cup"));
        assertEquals(List.of("its lines in sample.txt"), room.missing("a slow cup"));
    }

    @Test
    @DisplayName("a difference by design is allowed in the room of the differences alone")
    void differenceElsewhere() {
        String script =
                SCRIPT.replace(
                        "a slow cup\n1s tea is ready\n1s end",
                        """
                        a slow cup
                        Java: 1s tea is ready
                        Java: 1s end
                        Kotlin: 2s tea is ready
                        Kotlin: 2s end""");
        Room room = room(script, JavaSample.class, KotlinSample.class);
        assertTrue(refused(room, "a slow cup").getMessage().contains("its own room"));
        Room differences = new Room(ParityTest.DIFFERENCES, room.script(), room.tellings());
        ParityTest.check(differences, "a slow cup");
        refused(differences, "a cup of tea");
    }

    @Test
    @DisplayName("a scenario that is written twice is refused")
    void twice() {
        assertThrows(AssertionError.class, () -> Script.parse(SCRIPT + "\n" + SCRIPT));
    }

    @Test
    @DisplayName("a method that is no telling is refused")
    void noTelling() {
        assertThrows(AssertionError.class, () -> Way.STRAIGHT.tellings(KotlinSample.class));
    }
}
