package dev.aiko.behaviour.straight.task;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a future says about itself. */
class FutureTextTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final LoopFuture<String> future = loop.createFuture();

    private void says(String... words) {
        for (String word : words) {
            assertTrue(future.toString().contains(word), future::toString);
        }
    }

    private void doesNotSay(String word) {
        assertFalse(future.toString().contains(word), future::toString);
    }

    private record Named(String name) implements Consumer<Object> {
        @Override
        public void accept(Object done) {}

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    @DisplayName("FUT-24 the text of a pending future says so")
    void pending() {
        says("pending");
        doesNotSay("finished");
        doesNotSay("cancelled");
    }

    @Test
    @DisplayName("FUT-24 the text of a finished future shows its value")
    void finished() {
        future.complete("forty-two");

        says("finished", "forty-two");
        doesNotSay("pending");
    }

    @Test
    @DisplayName("FUT-24 the text of a failed future shows its failure")
    void failed() {
        future.completeExceptionally(new IllegalArgumentException("boom"));

        says("IllegalArgumentException", "boom");
        doesNotSay("pending");
        assertTrue(future.isCompletedExceptionally());
        future.exceptionally(Throwable::getMessage);
    }

    @Test
    @DisplayName("FUT-24 the text of a cancelled future says so")
    void cancelled() {
        future.cancel("enough");

        says("cancelled");
        doesNotSay("pending");
    }

    @Test
    @DisplayName("FUT-24 one or two callbacks are shown")
    void fewCallbacks() {
        future.addDoneCallback(new Named("alpha"));
        says("alpha");

        future.addDoneCallback(new Named("beta"));
        says("alpha", "beta");
    }

    @Test
    @DisplayName("FUT-24 of many callbacks the first and the last are shown, the others counted")
    void manyCallbacks() {
        for (String name : new String[] {"alpha", "beta", "gamma", "delta", "omega"}) {
            future.addDoneCallback(new Named(name));
        }

        says("alpha", "omega", "3 more");
        doesNotSay("beta");
        doesNotSay("gamma");
        doesNotSay("delta");
    }

    @Test
    @DisplayName("a future that holds itself can still be printed")
    void aFutureThatHoldsItself() {
        LoopFuture<Object> holder = loop.createFuture();
        holder.complete(holder);

        assertFalse(holder.toString().isEmpty());
    }
}
