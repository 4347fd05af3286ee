package dev.aiko.benchmarks.process

import java.nio.file.Path

/** Another JVM of the same kind, on this one's class path. */
internal object ChildJvm {
    fun of(
        mainClass: String,
        flags: List<String> = emptyList(),
        arguments: List<String> = emptyList()
    ): ProcessBuilder {
        val java = Path.of(System.getProperty("java.home"), "bin", "java").toString()
        val classPath = listOf("-cp", System.getProperty("java.class.path"))
        return ProcessBuilder(listOf(java) + flags + classPath + mainClass + arguments)
    }
}
