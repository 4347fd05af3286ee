package dev.aiko.benchmarks.process

import java.lang.management.ManagementFactory

/**
 * A JVM whose heap has the same size from start to end, with so much room for young objects that
 * nothing is collected while something is measured.
 *
 * In one that starts small, half a million live tasks mostly measure how the collector lets the
 * heap grow, and that depends on who was measured before; and the dead array they were held in,
 * too big for a young collection, keeps them alive. How much memory a task takes is a row of its
 * own.
 */
internal enum class FixedHeap(
    gigabytes: Int,
    young: Int
) {
    USUAL(gigabytes = 3, young = 2),
    TEN_TIMES(gigabytes = 8, young = 6);

    /** Ours, then those of this JVM, which win. */
    val flags: List<String> =
        listOf("-Xms${gigabytes}g", "-Xmx${gigabytes}g", "-Xmn${young}g") +
            ManagementFactory.getRuntimeMXBean().inputArguments

    /** Runs the program in such a JVM and gives its exit status. */
    fun run(
        mainClass: String,
        arguments: List<String>
    ): Int {
        val child = ChildJvm.of(mainClass, flags, arguments).inheritIO().start()
        // Whoever ends this process means that one.
        Runtime.getRuntime().addShutdownHook(Thread(child::destroy))
        return child.waitFor()
    }
}
