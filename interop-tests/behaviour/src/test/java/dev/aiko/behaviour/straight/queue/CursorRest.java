package dev.aiko.behaviour.straight.queue;

import dev.aiko.loop.EventLoop;
import dev.aiko.sequence.Cursor;
import java.util.ArrayList;
import java.util.List;

/** What a cursor still gives until its sequence is over. */
final class CursorRest {

    private CursorRest() {}

    static <T> List<T> of(Cursor<T> cursor, EventLoop loop) {
        return loop.runUntilComplete(
                () -> {
                    var all = new ArrayList<T>();
                    cursor.forEach(all::add);
                    return all;
                });
    }
}
