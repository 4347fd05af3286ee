package dev.aiko.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class JavaDemoTest {

    @Test
    void tellsTheSameStoryAsKotlin() {
        assertEquals(
                List.of(
                        "coffee is ready and tea is ready",
                        "soup stopped: the guests have left",
                        "stew took too long"),
                JavaDemo.story());
    }
}
