package dev.aiko.behaviour;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What every message of the library owes its reader: the fact first, then the next step. */
public final class Sentences {

    private Sentences() {}

    /** One sentence about what is wrong, a semicolon, what to do, a full stop; with these words. */
    public static void tellsTheNextStep(Throwable thrown, String... words) {
        String message = thrown.getMessage();
        assertNotNull(message, () -> "no message in " + thrown);
        assertTrue(message.contains("; "), () -> "no next step: " + message);
        assertTrue(message.endsWith("."), () -> "no sentence: " + message);
        for (String word : words) {
            assertTrue(message.contains(word), () -> "nothing about " + word + ": " + message);
        }
    }
}
