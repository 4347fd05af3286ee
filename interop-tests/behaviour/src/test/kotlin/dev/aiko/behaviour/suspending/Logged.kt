package dev.aiko.behaviour.suspending

import java.util.concurrent.CopyOnWriteArrayList
import java.util.logging.Handler
import java.util.logging.Level
import java.util.logging.LogRecord
import java.util.logging.Logger
import java.util.logging.SimpleFormatter

/** What the library logs at this level while [test] runs; the console is quiet meanwhile. */
fun logged(level: Level, test: () -> Unit): List<String> {
    val lines = CopyOnWriteArrayList<String>()
    val log = object : Handler() {
        override fun publish(record: LogRecord) {
            if (record.level == level && record.loggerName.startsWith("dev.aiko")) {
                lines += SimpleFormatter().formatMessage(record)
            }
        }

        override fun flush() = Unit

        override fun close() = Unit
    }
    val root = Logger.getLogger("")
    val console = root.handlers.toList()
    console.forEach(root::removeHandler)
    root.addHandler(log)
    try {
        test()
    } finally {
        root.removeHandler(log)
        console.forEach(root::addHandler)
    }
    return lines
}
