package dev.aiko.benchmarks

/** One kind of operation, written in several ways, each with its peer. */
internal interface Row {
    /** Every way next to its peer; lazily, so that lines appear as they are measured. */
    fun compare(rounds: Rounds): Sequence<Comparison>

    /** Every way at ten times the size, next to itself at the usual size. */
    fun grow(rounds: Rounds): Sequence<Comparison> = emptySequence()
}
