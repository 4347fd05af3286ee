package dev.aiko.behaviour.parity;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What the tasks of all tellings do; {@code Cooking.kt} is the same in Kotlin. */
public final class Cooking {

    private Cooking() {}

    /** Is ready after so many seconds, and tells when it is cancelled before. */
    public static String brew(Diary diary, String what, int seconds) {
        try {
            await(sleep(ofSeconds(seconds)));
        } catch (CancellationException cancelled) {
            diary.write(what + " is cancelled: " + cancelled.getMessage());
            throw cancelled;
        }
        diary.write(what + " is ready");
        return what;
    }

    /** The same, written with futures. */
    public static CompletableFuture<String> brewAsync(Diary diary, String what, int seconds) {
        var brewing = sleep(ofSeconds(seconds), what);
        brewing.whenComplete( // beside it, because a stage that is cancelled itself runs no code
                (ready, failure) ->
                        diary.write(
                                failure == null
                                        ? what + " is ready"
                                        : what + " is cancelled: " + failure.getMessage()));
        return brewing;
    }

    /** Fails after so many seconds. */
    public static String burn(String what, int seconds) {
        await(sleep(ofSeconds(seconds)));
        throw new IllegalStateException(what + " is burnt");
    }

    /** The same, written with futures. */
    public static CompletableFuture<String> burnAsync(String what, int seconds) {
        return sleep(ofSeconds(seconds))
                .thenApply(
                        over -> {
                            throw new CompletionException(
                                    new IllegalStateException(what + " is burnt"));
                        });
    }
}
