package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.shielded;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.sequence.AsyncSequence;

/** Values that come one after the other. */
final class Sequences {

    /** A cup each second, and washing up in the end. */
    private static AsyncSequence<String> cups(Diary diary, int many) {
        return AsyncSequence.generate(
                out -> {
                    try {
                        for (int i = 1; i <= many; i++) {
                            out.emit(brew(diary, "cup " + i, 1));
                        }
                    } finally {
                        shielded(() -> brew(diary, "a clean kettle", 1));
                    }
                });
    }

    void valuesAreMadeWhenTheyAreAskedFor(Diary diary) {
        for (String cup : cups(diary, 2)) {
            diary.write("drinks " + cup);
            await(sleep(ofSeconds(5)));
        }
        diary.write("no more cups");
    }

    void whoLeavesEarlyWaitsForTheWashingUp(Diary diary) {
        try (var cups = cups(diary, 9).open()) {
            for (String cup : cups) {
                diary.write("drinks " + cup);
                break;
            }
        }
        diary.write("leaves");
    }

    void aFailureOfTheMakerComesAfterItsValues(Diary diary) {
        AsyncSequence<String> pies =
                AsyncSequence.generate(
                        out -> {
                            out.emit(brew(diary, "pie 1", 1));
                            burn("pie 2", 1);
                        });
        try {
            for (String pie : pies) {
                diary.write("eats " + pie);
            }
        } catch (IllegalStateException failed) {
            diary.write("failed: " + failed.getMessage());
        }
    }

    void aCancelledConsumerStopsTheMaker(Diary diary) {
        var guest =
                createTask(
                        () -> {
                            for (String cup : cups(diary, 9)) {
                                diary.write("drinks " + cup);
                            }
                        });
        await(sleep(ofMillis(1500)));
        guest.cancel("not thirsty");
        await(waitUntil(ALL_COMPLETED, guest));
        diary.writeEnd("guest", guest);
    }

    void eachConsumerStartsFromTheBeginning(Diary diary) {
        var cups = cups(diary, 1);
        diary.write("first " + await(cups.toListAsync()));
        diary.write("second " + await(cups.toListAsync()));
    }
}
