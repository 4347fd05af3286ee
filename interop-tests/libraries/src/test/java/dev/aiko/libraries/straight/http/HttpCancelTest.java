package dev.aiko.libraries.straight.http;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.libraries.SilentServer;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Task;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The JDK's HTTP client under a cancelled task: the server sees the connection close. */
class HttpCancelTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final HttpClient client = HttpClient.newHttpClient();
    private final SilentServer server = SilentServer.start();

    @AfterEach
    void close() {
        server.close();
        loop.close();
    }

    private CompletableFuture<HttpResponse<String>> get() {
        var request = HttpRequest.newBuilder(URI.create(server.url())).build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    private void isCancelled(Task<?> task) throws Exception {
        loop.runUntilComplete(server.asked());
        task.cancel("enough");
        var cancelled =
                assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertEquals("enough", cancelled.getMessage());
        assertTrue(server.hungUp().get(30, TimeUnit.SECONDS));
    }

    @Test
    @DisplayName("cancelling a straight-line body closes the connection it waits for")
    void straightLine() throws Exception {
        isCancelled(loop.createTask(() -> await(get()).body()));
    }

    @Test
    @DisplayName("cancelling a composed task closes the connection of its stage")
    void composed() throws Exception {
        isCancelled(loop.composeTask(this::get));
    }
}
