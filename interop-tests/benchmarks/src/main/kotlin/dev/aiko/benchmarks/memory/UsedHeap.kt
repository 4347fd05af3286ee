package dev.aiko.benchmarks.memory

import java.lang.management.ManagementFactory

/** How much of the heap is reachable. */
object UsedHeap {
    private val memory = ManagementFactory.getMemoryMXBean()

    @JvmStatic
    fun bytes(): Long {
        // What a first collection finds unreachable through a reference queue, a second one frees.
        repeat(2) { System.gc() }
        return memory.heapMemoryUsage.used
    }
}
