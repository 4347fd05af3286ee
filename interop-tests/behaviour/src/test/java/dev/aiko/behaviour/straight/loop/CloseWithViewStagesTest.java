package dev.aiko.behaviour.straight.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.Wait;
import dev.aiko.loop.EventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Closing a loop on whose executor view others have hung futures of their own. */
class CloseWithViewStagesTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ScheduledExecutorService view = loop.asExecutorService();

    @Test
    @DisplayName("stages of supplyAsync on the view end, as those on the loop do")
    void stagesOnTheView() {
        var supplied = CompletableFuture.supplyAsync(() -> "value", view);

        loop.close();

        assertTrue(supplied.isDone());
    }

    @Test
    @DisplayName("invokeAny on another thread does not hang")
    void invokeAny() {
        var caller =
                new Thread(
                        () -> {
                            try {
                                view.invokeAny(List.of(() -> "one", () -> "two"));
                            } catch (Exception whatever) {
                                // It came back, which is all that matters here.
                            }
                        });
        caller.setDaemon(true);
        caller.start();
        Wait.until("it waits", () -> caller.getState() == Thread.State.WAITING);

        loop.close();

        Wait.until(caller);
    }
}
