package dev.aiko.benchmarks.groups;

import dev.aiko.benchmarks.tasks.NumberSum;

/** What the children of one loop add up, one after the other: proves that all of them ran. */
public final class Tally {
    private long sum;

    public void add(int number) {
        sum += number;
    }

    /** Children 0, 1, 2 … have each added their number. */
    public void check(int count) {
        NumberSum.check(count, sum);
    }
}
