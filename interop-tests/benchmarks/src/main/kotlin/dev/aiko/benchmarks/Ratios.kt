package dev.aiko.benchmarks

import dev.aiko.benchmarks.process.FixedHeap
import java.lang.management.ManagementFactory
import kotlin.system.exitProcess

/**
 * Prints how Aiko compares with its peers, one line a row and way of writing.
 *
 *     ratios [row …] [--long] [--growth]
 *
 * `--long` measures more rounds; `--growth` puts ten times the size beside the usual one instead,
 * and needs 8 GB of memory. Only ratios mean anything: both sides of a line were measured in turn,
 * in one process, on this machine. Each row has a process of its own, so that a line does not
 * depend on what the JIT has learnt from other rows.
 */
object Ratios {
    @JvmStatic
    fun main(args: Array<String>) {
        val (options, numbers) = args.partition { it.startsWith("--") }
        val unknown = options - setOf(MeasuredRow.LONG, MeasuredRow.GROWTH)
        require(unknown.isEmpty()) { "Unknown options $unknown; there are --long and --growth." }
        val strangers = numbers - MeasuredRow.NUMBERS
        require(strangers.isEmpty()) { "No rows $strangers; there are ${MeasuredRow.NUMBERS}." }

        val heap = if (MeasuredRow.GROWTH in options) FixedHeap.TEN_TIMES else FixedHeap.USUAL
        println(machine(heap))
        println("# row\tway\tours ns\tpeer\tpeer ns\tratio\tbar\tok|short   (B, ms: not ns)")
        for (number in numbers.ifEmpty { MeasuredRow.NUMBERS }) {
            val status = heap.run(MeasuredRow::class.java.name, listOf(number) + options)
            if (status != 0) exitProcess(status)
        }
    }

    private fun machine(heap: FixedHeap): String {
        val processors = Runtime.getRuntime().availableProcessors()
        val collector = ManagementFactory.getGarbageCollectorMXBeans().first().name
        return "# JDK ${Runtime.version()}, $processors processors, $collector, " +
            heap.flags.joinToString(" ")
    }
}
