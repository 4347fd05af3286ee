package dev.aiko.benchmarks

import dev.aiko.benchmarks.border.BorderRow
import dev.aiko.benchmarks.callbacks.CallbackRow
import dev.aiko.benchmarks.groups.GroupRow
import dev.aiko.benchmarks.locks.ContendedLockRow
import dev.aiko.benchmarks.locks.LockRow
import dev.aiko.benchmarks.memory.MemoryRow
import dev.aiko.benchmarks.process.ProcessRow
import dev.aiko.benchmarks.queues.QueueRow
import dev.aiko.benchmarks.tasks.TaskRow
import dev.aiko.benchmarks.timeouts.TimeoutRow
import dev.aiko.benchmarks.timers.TimerRow
import dev.aiko.benchmarks.turns.TurnRow

/** The process that measures one row: what [Ratios] starts, and a profiler may. */
object MeasuredRow {
    const val LONG = "--long"
    const val GROWTH = "--growth"

    private val ROWS: Map<String, Row> =
        mapOf(
            "1" to TaskRow,
            "2" to GroupRow,
            "3" to TurnRow,
            "4" to LockRow,
            "5" to ContendedLockRow,
            "6" to QueueRow(capacity = 100, items = 1_000_000),
            "7" to QueueRow(capacity = 1, items = 200_000),
            "8" to CallbackRow,
            "9" to TimerRow,
            "10" to TimeoutRow,
            "12" to BorderRow,
            "13" to MemoryRow,
            "14" to ProcessRow
        )

    val NUMBERS: List<String> = ROWS.keys.toList()

    /** The row's number comes first. */
    @JvmStatic
    fun main(args: Array<String>) {
        val number = args.first()
        val row = ROWS.getValue(number)
        val rounds = if (LONG in args) Rounds.LONG else Rounds.SHORT
        val found = if (GROWTH in args) row.grow(rounds) else row.compare(rounds)
        for (comparison in found) println("$number\t${comparison.line()}")
    }
}
