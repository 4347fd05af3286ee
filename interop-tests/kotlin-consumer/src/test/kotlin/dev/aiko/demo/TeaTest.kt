package dev.aiko.demo

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import java.io.ByteArrayOutputStream
import java.io.PrintStream

class TeaTest {
    @Test
    fun theTenLinesOfTheReadmeDoWhatTheySay() {
        val printed = ByteArrayOutputStream()
        val console = System.out
        System.setOut(PrintStream(printed, true))
        try {
            main()
        } finally {
            System.setOut(console)
        }
        assertEquals("cake tea", printed.toString().trim())
    }
}
