package dev.aiko.behaviour.straight.sync;

import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.waitFor;
import static java.time.Duration.ofSeconds;

import dev.aiko.task.LoopFuture;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Ways to a stage that has the value of another one, and no function for it. */
final class PassingOn {

    static final Map<String, UnaryOperator<CompletableFuture<Object>>> WAYS = new LinkedHashMap<>();

    static {
        WAYS.put("copy", CompletableFuture::copy);
        WAYS.put("exceptionally", it -> it.exceptionally(failure -> null));
        WAYS.put("exceptionallyAsync", it -> it.exceptionallyAsync(failure -> null));
        WAYS.put("exceptionallyCompose", it -> it.exceptionallyCompose(failure -> it));
        WAYS.put("exceptionallyComposeAsync", it -> it.exceptionallyComposeAsync(failure -> it));
        WAYS.put("thenCompose", it -> turn().thenCompose(nothing -> it));
        WAYS.put("thenComposeAsync", it -> turn().thenComposeAsync(nothing -> it));
        WAYS.put("thenCompose of a done one", it -> done().thenCompose(nothing -> it));
        WAYS.put("exceptionallyCompose of a failed one", PassingOn::afterAFailure);
        WAYS.put("a chain", it -> turn().thenCompose(n -> it.copy()).exceptionally(f -> null));
        WAYS.put("a limit", it -> it.orTimeout(1, TimeUnit.HOURS).copy());
        WAYS.put("waitFor", it -> waitFor(it.copy(), ofSeconds(5)));
        WAYS.put("copy of waitFor", it -> waitFor(it, ofSeconds(5)).copy());
    }

    private static CompletableFuture<Void> turn() {
        return sleep(ofSeconds(0));
    }

    private static LoopFuture<Object> done() {
        LoopFuture<Object> future = runningLoop().createFuture();
        future.complete(null);
        return future;
    }

    private static CompletableFuture<Object> afterAFailure(CompletableFuture<Object> it) {
        LoopFuture<Object> future = runningLoop().createFuture();
        future.completeExceptionally(new IllegalStateException("tried"));
        return future.exceptionallyCompose(failure -> it);
    }

    private PassingOn() {}

    /** What only one can have, in each of the ways. */
    static Stream<Arguments> each() {
        return Stream.of("lock", "semaphore", "limiter", "writer", "reader", "get")
                .flatMap(name -> WAYS.keySet().stream().map(way -> Arguments.of(name, way)));
    }

    /** The same, there from the beginning or waited for. */
    static Stream<Arguments> eachThereOrNot() {
        return each().map(Arguments::get)
                .flatMap(
                        one ->
                                Stream.of(
                                        Arguments.of(one[0], one[1], true),
                                        Arguments.of(one[0], one[1], false)));
    }

    @SuppressWarnings("unchecked") // it is only passed on
    static CompletableFuture<Object> objects(CompletableFuture<?> future) {
        return (CompletableFuture<Object>) (CompletableFuture<?>) future;
    }
}
