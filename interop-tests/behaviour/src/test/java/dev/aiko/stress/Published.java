package dev.aiko.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What was published, as numbers in the order in which it was begun. The order in which it came is
 * what one subscriber saw who was there all the time.
 */
final class Published {

    private final AtomicInteger last = new AtomicInteger();

    /**
     * The others were cancelled or refused, and may have come to some subscribers and not to all.
     */
    private final Set<Integer> succeeded = ConcurrentHashMap.newKeySet();

    private List<Integer> order = List.of();
    private final Map<Integer, Integer> places = new HashMap<>();

    /** Begins to publish the next number. */
    int begin() {
        return last.incrementAndGet();
    }

    /** Whatever begins from now on has a larger number. */
    int now() {
        return last.get();
    }

    void succeeded(int number) {
        succeeded.add(number);
    }

    private List<Integer> surely(List<Integer> got) {
        List<Integer> some = new ArrayList<>(got);
        some.retainAll(succeeded);
        return some;
    }

    /** All of it was seen here, in the order that it has for everybody. */
    void isWholeIn(List<Integer> got) {
        order = surely(got);
        for (int place = 0; place < order.size(); place++) {
            places.put(order.get(place), place);
        }
        assertEquals(succeeded, new HashSet<>(order), "not everything came");
        assertEquals(succeeded.size(), order.size(), "something came twice");
    }

    void isInOrderIn(List<Integer> got) {
        int before = -1;
        for (int number : surely(got)) {
            int place = places.get(number);
            assertTrue(place > before, () -> got + " is in another order than " + order);
            before = place;
        }
    }

    /**
     * Nothing was missed from the first thing that was got to the last; and nothing that was begun
     * since then came before the first, nor anything after the last when it was the end.
     */
    void hasNoGapIn(List<Integer> got, int since, boolean isToTheEnd) {
        List<Integer> came = surely(got);
        int first = came.isEmpty() ? order.size() : places.get(came.get(0));
        assertEquals(
                order.subList(first, Math.min(first + came.size(), order.size())), came, "a gap");
        if (came.isEmpty() && !isToTheEnd) {
            return;
        }
        for (int number : order.subList(0, first)) {
            assertTrue(number <= since, () -> number + " was missed at the beginning of " + came);
        }
        if (isToTheEnd) {
            assertEquals(order.size(), first + came.size(), () -> came + " missed the end");
        }
    }
}
