package dev.aiko.benchmarks.memory

import dev.aiko.Aiko
import dev.aiko.coroutines.await
import dev.aiko.coroutines.task
import dev.aiko.task.LoopFuture
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** A crowd of coroutines, who count themselves. */
internal abstract class SuspendCrowd<G : Any> : Crowd<G> {
    private var started = 0
    private var ended = 0

    override fun startWaiter(gate: G) {
        started++
        launch(gate)
    }

    protected abstract fun launch(gate: G)

    protected fun oneEnds() {
        ended++
    }

    override fun waiting(): Int = started - ended
}

/** The peer: bare coroutines, children of a scope on the least of all loops. */
internal class BareCoroutines(
    private val scope: CoroutineScope
) : SuspendCrowd<CompletableDeferred<Unit>>() {
    override fun newGate() = CompletableDeferred<Unit>()

    override fun launch(gate: CompletableDeferred<Unit>) {
        scope.launch {
            gate.await()
            oneEnds()
        }
    }

    override fun open(gate: CompletableDeferred<Unit>) {
        gate.complete(Unit)
    }
}

/** Tasks at the very gate of the peer's, so that only the tasks differ. */
internal class TasksAtDeferreds : SuspendCrowd<CompletableDeferred<Unit>>() {
    override fun newGate() = CompletableDeferred<Unit>()

    override fun launch(gate: CompletableDeferred<Unit>) {
        task {
            gate.await()
            oneEnds()
        }
    }

    override fun open(gate: CompletableDeferred<Unit>) {
        gate.complete(Unit)
    }
}

/** Tasks at a future of their loop, the gate that programs of ours have. */
internal class TasksAtFutures : SuspendCrowd<LoopFuture<Unit>>() {
    override fun newGate(): LoopFuture<Unit> = Aiko.runningLoop().createFuture()

    override fun launch(gate: LoopFuture<Unit>) {
        task {
            gate.await()
            oneEnds()
        }
    }

    override fun open(gate: LoopFuture<Unit>) {
        gate.complete(Unit)
    }
}
