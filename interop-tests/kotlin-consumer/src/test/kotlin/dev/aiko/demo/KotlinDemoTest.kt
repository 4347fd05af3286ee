package dev.aiko.demo

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

class KotlinDemoTest {
    @Test
    fun tellsTheSameStoryAsJava() {
        assertEquals(
            listOf(
                "coffee is ready and tea is ready",
                "soup stopped: the guests have left",
                "stew took too long"
            ),
            KotlinDemo.story()
        )
    }
}
