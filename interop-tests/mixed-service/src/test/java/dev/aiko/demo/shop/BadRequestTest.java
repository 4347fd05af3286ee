package dev.aiko.demo.shop;

import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.demo.shop.core.OrderDesk;
import dev.aiko.demo.shop.store.MemoryTable;
import dev.aiko.demo.shop.store.TableStock;
import dev.aiko.demo.shop.web.Front;
import dev.aiko.demo.shop.web.Orders;
import dev.aiko.demo.shop.web.Shelf;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncLock;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever a client sends, it gets an answer, and writes nothing into the log but its own line. */
class BadRequestTest {

    @Test
    @DisplayName("a query that cannot be read is answered, and in the log")
    void unreadable() throws IOException {
        try (var open = new OpenShop()) {
            String answer = raw(open.shop.port(), "GET /stock?item=%%zz HTTP/1.1", "odd");

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(answer.contains("The query cannot be read"), answer);
            assertEquals("Front: GET /stock?item=%%zz", open.log.told("odd").get(0));
            open.assertIdle();
        }
    }

    @Test
    @DisplayName("an item with a line break writes no second line into the log")
    void forged() {
        try (var open = new OpenShop()) {
            assertEquals(
                    "400 No item has control characters; leave them out.",
                    open.send("a", "GET", "/stock?item=%0aX%20y"));
            assertTrue(
                    open.log.lines().stream().noneMatch(line -> line.text().contains("\n")),
                    () -> open.log.lines().toString());
            open.assertIdle();
        }
    }

    @Test
    @DisplayName("an id that is not fit for the log is replaced")
    void forgedId() throws IOException {
        try (var open = new OpenShop()) {
            String answer = raw(open.shop.port(), "GET /stock?item=tea HTTP/1.1", "a] forged: b");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(
                    open.log.lines().stream().allMatch(line -> line.id().matches("[\\w.-]+")),
                    () -> open.log.lines().toString());
            open.assertIdle();
        }
    }

    @Test
    @DisplayName("a request that finds the loop closed is answered")
    void closedLoop() throws Exception {
        var loop = Aiko.newEventLoop();
        loop.close();
        var stock = new TableStock(new MemoryTable());
        var lock = AsyncLock.create();
        var desk = new OrderDesk(stock, lock, AsyncQueue.create(1));
        var front = new Front(loop, ofSeconds(1), new Orders(desk), new Shelf(stock, lock));
        var vertx = Vertx.vertx();
        try (var log = LogBook.open()) {
            var server = vertx.createHttpServer().requestHandler(front::accept);
            int port = ended(server.listen(0)).actualPort();

            String answer = raw(port, "GET /stock?item=tea HTTP/1.1", "late");

            assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
            assertEquals("Front: not begun", log.told("late").get(0));
        } finally {
            ended(vertx.close());
        }
    }

    private static <T> T ended(Future<T> step) throws Exception {
        return step.toCompletionStage().toCompletableFuture().get(20, SECONDS);
    }

    /** The whole answer to a request that no client would send. */
    private static String raw(int port, String line, String id) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            String request =
                    line
                            + "\r\nHost: shop\r\nConnection: close\r\nX-Request-Id: "
                            + id
                            + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
