package dev.aiko.behaviour.parity;

import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;

import dev.aiko.scope.AsyncCloseable;
import java.util.concurrent.CompletionStage;

/** A resource that takes two seconds to close. */
public final class Cupboard implements AsyncCloseable {

    private final Diary diary;
    private final boolean stuck;

    public Cupboard(Diary diary) {
        this(diary, false);
    }

    private Cupboard(Diary diary, boolean stuck) {
        this.diary = diary;
        this.stuck = stuck;
    }

    /** One whose closing fails. */
    public static Cupboard stuck(Diary diary) {
        return new Cupboard(diary, true);
    }

    @Override
    public CompletionStage<?> closeAsync() {
        diary.write("the cupboard closes");
        return sleep(ofSeconds(2)).thenRun(this::closed);
    }

    private void closed() {
        if (stuck) {
            throw new IllegalStateException("the door is stuck");
        }
        diary.write("the cupboard is closed");
    }
}
