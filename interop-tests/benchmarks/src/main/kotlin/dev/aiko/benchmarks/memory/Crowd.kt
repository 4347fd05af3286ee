package dev.aiko.benchmarks.memory

import kotlinx.coroutines.yield

/**
 * Tasks that all wait at a gate, of one kind of task and one kind of gate.
 *
 * The gate is what a task awaits. It counts, when each task has one of its own: who starts work and
 * waits for it needs both.
 */
internal interface Crowd<G : Any> {
    fun newGate(): G

    /** Starts a task that ends when the gate opens. */
    fun startWaiter(gate: G)

    fun open(gate: G)

    /** How many have not ended. */
    fun waiting(): Int
}

/**
 * The bytes of heap a waiting task takes, measured on the loop that is running.
 *
 * @param ownGates whether each has a gate of its own, or all have one, made before
 */
internal suspend fun <G : Any> Crowd<G>.bytesEach(
    size: Int,
    ownGates: Boolean
): Double {
    val gates = ArrayList<G>(size)
    if (!ownGates) gates.add(newGate())
    val before = UsedHeap.bytes()
    repeat(size) {
        if (ownGates) gates.add(newGate())
        startWaiter(gates.last())
    }
    yield() // behind all of them, so each goes as far as its gate
    val bytes = UsedHeap.bytes() - before
    check(waiting() == size) { "Only ${waiting()} of $size tasks wait." }
    for (gate in gates) open(gate)
    while (waiting() > 0) yield()
    return bytes.toDouble() / size
}
