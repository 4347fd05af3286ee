package dev.aiko.libraries.straight.http;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The JDK's HTTP client under a cancelled task: the server sees the connection close. */
class HttpCancelTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final HttpClient client = HttpClient.newHttpClient();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
    private ServerSocket server;

    /** Takes one request and never answers it. */
    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var thread = new Thread(this::serve, "server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try (Socket connection = server.accept()) {
            var in = connection.getInputStream();
            byte[] request = new byte[1 << 16];
            if (in.read(request) > 0) asked.complete(null);
            closed.complete(in.read() == -1);
        } catch (IOException reset) {
            closed.complete(true);
        }
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        loop.close();
    }

    private CompletableFuture<HttpResponse<String>> get() {
        var uri = URI.create("http://localhost:" + server.getLocalPort() + "/");
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private void isCancelled(Task<?> task) throws Exception {
        loop.runUntilComplete(asked);
        task.cancel("enough");
        var cancelled =
                assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertEquals("enough", cancelled.getMessage());
        assertTrue(closed.get(30, TimeUnit.SECONDS));
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
