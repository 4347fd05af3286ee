package dev.aiko.walls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The naming law over the whole API, and over small types that keep it or break it. */
class NamingLawTest {

    /** The front door speaks as Python does: its verbs return tasks and never suspend in Kotlin. */
    private static final String FRONT_DOOR = "dev.aiko.Aiko";

    @Test
    void everyWaitOfTheApiEndsInAsync() {
        List<Class<?>> types =
                Product.API.publicTypes().stream()
                        .filter(type -> !type.getName().equals(FRONT_DOOR))
                        .toList();

        assertEquals(List.of(), NamingLaw.bareWaits(types));
    }

    @Test
    void everyAsyncMethodIsCheckReturnValue() {
        assertEquals(List.of(), NamingLaw.uncheckedWaits(Product.API.publicTypes()));
    }

    @Test
    void noMemberHidesSuspendFunction() {
        assertEquals(
                List.of(),
                NamingLaw.hiddenSuspends(Product.ENGINE.publicTypes(), Product.API.publicTypes()));
    }

    @Test
    void everyWaitOfTheApiSuspendsInKotlin() {
        assertEquals(
                List.of(),
                NamingLaw.waitsWithoutSuspends(
                        Product.API.publicTypes(), Product.ENGINE.publicTypes()));
    }

    @Test
    void missingSuspendFunctionIsFound() {
        List<Class<?>> kotlin = List.of(Suspending.class);
        assertEquals(1, NamingLaw.waitsWithoutSuspends(List.of(Lawless.class), kotlin).size());
        assertEquals(List.of(), NamingLaw.waitsWithoutSuspends(List.of(Lawful.class), kotlin));
    }

    @Test
    void bareWaitIsFound() {
        assertEquals(1, NamingLaw.bareWaits(List.of(Lawless.class)).size());
        assertEquals(List.of(), NamingLaw.bareWaits(List.of(Lawful.class, OwnFuture.class)));
    }

    @Test
    void uncheckedWaitIsFound() {
        assertEquals(1, NamingLaw.uncheckedWaits(List.of(Lawless.class)).size());
        assertEquals(List.of(), NamingLaw.uncheckedWaits(List.of(Lawful.class, OwnFuture.class)));
    }

    @Test
    void hiddenSuspendFunctionIsFound() {
        List<Class<?>> kotlin = List.of(Suspending.class);
        assertEquals(1, NamingLaw.hiddenSuspends(kotlin, List.of(Lawless.class)).size());
        assertEquals(List.of(), NamingLaw.hiddenSuspends(kotlin, List.of(Lawful.class)));
    }

    interface Lock {}

    interface Lawless extends Lock {
        CompletableFuture<String> acquire();

        CompletableFuture<String> putAsync();
    }

    interface Lawful extends Lock {
        @CheckReturnValue
        CompletableFuture<String> acquireAsync();

        CompletableFuture<String> createFuture();

        boolean tryAcquire();
    }

    static final class OwnFuture extends CompletableFuture<String> {
        @Override
        public CompletableFuture<String> toCompletableFuture() {
            return this;
        }
    }

    static final class Suspending {
        private Suspending() {}

        public static Object acquire(Lock lock, kotlin.coroutines.Continuation<String> next) {
            return next;
        }
    }
}
