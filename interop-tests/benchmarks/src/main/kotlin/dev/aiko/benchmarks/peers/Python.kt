package dev.aiko.benchmarks.peers

import java.io.IOException

/**
 * The asyncio that Aiko is measured by, if this machine has a Python 3; on uvloop if that is
 * installed, else on CPython's own loop.
 */
internal class Python private constructor(
    /** `uvloop` or `asyncio`. */
    val loop: String
) {
    /** Nanoseconds a callback, in a process of its own. */
    fun callSoon(): Double = measure(CALLBACKS)!!.second

    companion object {
        private const val CALLBACKS = 300_000

        fun find(): Python? = measure(callbacks = 1)?.let { (loop, _) -> Python(loop) }

        private fun measure(callbacks: Int): Pair<String, Double>? {
            val process =
                try {
                    ProcessBuilder("python3", "-", "$callbacks").redirectErrorStream(true).start()
                } catch (_: IOException) {
                    return null // no Python here
                }
            val script = Python::class.java.getResourceAsStream("call_soon.py")!!
            process.outputStream.use { script.copyTo(it) }
            val words = process.inputReader().readText().trim().split(' ')
            if (process.waitFor() != 0 || words.size != 2) return null
            return words[0] to words[1].toDouble()
        }
    }
}
