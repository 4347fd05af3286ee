package dev.aiko.benchmarks.turns;

/**
 * Proves that two of them really took turns. Handed over together with the turn, so that only whose
 * turn it is touches it.
 */
public final class TurnLog {
    private int turns;
    private int last = -1;
    private int repeats;

    /** Number {@code who} has its turn. */
    public void taken(int who) {
        turns++;
        if (who == last) {
            repeats++;
        }
        last = who;
    }

    /** All turns were taken, and nobody had two in a row. */
    public void check(int expected) {
        if (turns != expected || repeats != 0) {
            throw new IllegalStateException(
                    turns
                            + " turns instead of "
                            + expected
                            + ", "
                            + repeats
                            + " of them repeated.");
        }
    }
}
