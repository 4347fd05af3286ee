package dev.aiko.benchmarks.memory

import dev.aiko.Aiko
import dev.aiko.task.LoopFuture

/** Tasks with Java bodies at a future of their loop; nothing is added to them to count them. */
internal abstract class JavaCrowd : Crowd<LoopFuture<Int>> {
    override fun newGate(): LoopFuture<Int> = Aiko.runningLoop().createFuture()

    override fun open(gate: LoopFuture<Int>) {
        gate.complete(1)
    }

    /** All but the main task, which asks. */
    override fun waiting(): Int = Aiko.allTasks().size - 1
}

/** Tasks of futures code: the gate is the stage their body returns. */
internal class ComposedCrowd : JavaCrowd() {
    override fun startWaiter(gate: LoopFuture<Int>) {
        JavaWaiters.compose(gate)
    }
}

/** Tasks of straight-line code: their body awaits the gate. */
internal class StraightCrowd : JavaCrowd() {
    override fun startWaiter(gate: LoopFuture<Int>) {
        JavaWaiters.straight(gate)
    }
}
