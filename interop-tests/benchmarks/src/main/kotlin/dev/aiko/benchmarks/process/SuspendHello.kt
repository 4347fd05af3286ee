@file:JvmName("SuspendHello")

package dev.aiko.benchmarks.process

import dev.aiko.coroutines.await
import dev.aiko.coroutines.runAiko
import dev.aiko.coroutines.task

/** The smallest program that has a task. */
fun main() = runAiko { println(task { ANSWER }.await()) }

internal const val ANSWER = 42
