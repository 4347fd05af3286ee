package dev.aiko.behaviour.parity.straight;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitUntil;
import static dev.aiko.behaviour.parity.Cooking.brew;
import static dev.aiko.behaviour.parity.Cooking.burn;
import static dev.aiko.combine.ReturnWhen.ALL_COMPLETED;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.parity.Diary;
import dev.aiko.loop.PeriodicOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** Work that is done again and again. */
final class Periodics {

    void periodicWorkKeepsItsRate(Diary diary) {
        var round = new AtomicInteger();
        var bell =
                runningLoop()
                        .every(
                                ofSeconds(10),
                                () -> brew(diary, "round " + round.incrementAndGet(), 3));
        await(sleep(ofSeconds(31)));
        bell.stop();
        diary.write("runs: " + bell.runs());
        await(bell.done());
    }

    void periodicWorkThatTakesTooLongSkipsItsTime(Diary diary) {
        var round = new AtomicInteger();
        var bell =
                runningLoop()
                        .every(
                                ofSeconds(2),
                                () -> brew(diary, "round " + round.incrementAndGet(), 3));
        await(sleep(ofSeconds(11)));
        bell.stop();
        await(bell.done());
    }

    void aDelayIsCountedFromTheEndOfARun(Diary diary) {
        var round = new AtomicInteger();
        var options = PeriodicOptions.fixedDelay(ofSeconds(2)).withInitialDelay(ofSeconds(0));
        var bell =
                runningLoop()
                        .every(options, () -> brew(diary, "round " + round.incrementAndGet(), 3));
        await(sleep(ofSeconds(9)));
        bell.stop();
        await(bell.done());
    }

    void aRunThatFailsIsReportedAndTheNextOneComes(Diary diary) {
        var round = new AtomicInteger();
        var bell =
                runningLoop()
                        .every(
                                ofSeconds(2),
                                () -> {
                                    if (round.incrementAndGet() == 1) {
                                        burn("pie", 0);
                                    }
                                    diary.write("round " + round.get());
                                });
        await(sleep(ofSeconds(5)));
        bell.stop();
        await(bell.done());
    }

    void cancelledPeriodicWorkStopsTheRunThatIsGoingOn(Diary diary) {
        var bell = runningLoop().every(ofSeconds(2), () -> brew(diary, "soup", 60));
        await(sleep(ofSeconds(3)));
        bell.cancel("closing time");
        await(waitUntil(ALL_COMPLETED, bell.done()));
        diary.write("runs: " + bell.runs());
    }
}
