@file:JvmName("RawHello")

package dev.aiko.benchmarks.process

import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking

/** The same program with nothing but kotlinx. */
fun main() = runBlocking { println(async { ANSWER }.await()) }
