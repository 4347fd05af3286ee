package dev.aiko.behaviour.suspending

import dev.aiko.behaviour.Trail
import io.kotest.matchers.shouldBe

/** Asserts what happened, in this order. */
fun Trail.reads(vararg steps: String) {
    steps() shouldBe steps.toList()
}
