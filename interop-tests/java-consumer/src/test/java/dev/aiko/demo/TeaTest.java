package dev.aiko.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TeaTest {

    @Test
    void theTenLinesOfTheReadmeDoWhatTheySay() {
        var printed = new ByteArrayOutputStream();
        PrintStream console = System.out;
        System.setOut(new PrintStream(printed, true));
        try {
            Tea.main(new String[0]);
        } finally {
            System.setOut(console);
        }
        assertEquals("cake tea", printed.toString().strip());
    }
}
