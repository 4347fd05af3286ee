package dev.aiko.combine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a staggered race ended.
 *
 * @param value what the winner gave; null also when nobody won, so ask {@link #hasWinner()}
 * @param winner the place of the winner among the starters, from zero; -1 when nobody won
 * @param failures one entry for every starter that was begun, in that order; null for the winner
 */
public record StaggeredRace<T extends @Nullable Object>(
        @Nullable T value, int winner, List<@Nullable Throwable> failures) {

    public boolean hasWinner() {
        return winner >= 0;
    }
}
