package dev.aiko.engine.context

import io.micrometer.context.ContextRegistry
import io.micrometer.context.ContextSnapshot
import io.micrometer.context.ContextSnapshotFactory

/** Those that are registered with Micrometer's `context-propagation`, a library that may be absent. */
internal class MicrometerThreadLocals : ThreadLocals() {
    private val accessors = ContextRegistry.getInstance().threadLocalAccessors

    /** What is missing is cleared: a task must not see what its thread happens to have. */
    private val factory = ContextSnapshotFactory.builder().clearMissing(true).build()
    private val nothing = factory.captureFrom()

    override fun capture(): Any? =
        if (accessors.isEmpty()) null else factory.captureAll().takeIf { it != nothing }

    override fun put(values: Any?): AutoCloseable? =
        if (accessors.isEmpty()) {
            null
        } else {
            (values as ContextSnapshot? ?: nothing).setThreadLocals()
        }
}
