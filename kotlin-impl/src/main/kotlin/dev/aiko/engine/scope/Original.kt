package dev.aiko.engine.scope

import kotlinx.coroutines.CancellationException

/**
 * The failure that a block threw, before a scope of kotlinx around it made a copy, as it does to
 * recover stack traces when assertions are on. A failure has to stay the same object.
 */
internal class Original {
    private var failure: Throwable? = null

    inline fun <T> watch(block: () -> T): T =
        try {
            block()
        } catch (thrown: Throwable) {
            remember(thrown)
            throw thrown
        }

    fun remember(thrown: Throwable) {
        failure = thrown
    }

    /** What stands behind [thrown]. A cancellation may hide the failure of something launched. */
    fun of(thrown: Throwable): Throwable {
        val own = failure ?: return thrown
        return if (own is CancellationException && thrown !is CancellationException) thrown else own
    }
}
