package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.using;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Cupboard;
import dev.aiko.behaviour.parity.Diary;
import java.util.List;

/** What takes time to close. */
final class Resources {

    void aResourceIsClosedBeforeItsBlockIsLeft(Diary diary) {
        String tea = using(new Cupboard(diary), cupboard -> brew(diary, "tea", 2));
        diary.write("there is " + tea);
    }

    void aFailureOfTheBlockComesAfterTheClosing(Diary diary) {
        try {
            using(new Cupboard(diary), cupboard -> burn("pie", 1));
        } catch (IllegalStateException failed) {
            diary.write("failed: " + failed.getMessage());
        }
    }

    void nothingInterruptsTheClosing(Diary diary) {
        var meal = createTask(() -> using(new Cupboard(diary), c -> brew(diary, "soup", 60)));
        await(sleep(ofSeconds(1)));
        meal.cancel("fire");
        await(waitUntil(ALL_COMPLETED, meal));
        diary.writeEnd("meal", meal);
    }

    void aFailureOfTheClosingIsSuppressedByOneOfTheBlock(Diary diary) {
        for (var what : List.of("pie", "")) {
            try {
                using(
                        Cupboard.stuck(diary),
                        cupboard -> {
                            if (!what.isEmpty()) {
                                burn(what, 1);
                            }
                        });
            } catch (IllegalStateException failed) {
                diary.write(failed.getMessage() + ", suppressed: " + failed.getSuppressed().length);
            }
        }
    }
}
