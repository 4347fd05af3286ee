package dev.aiko.demo.shop;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.demo.shop.store.Table;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/** A shop with a gate before its table and its stove, a client, and a log. */
final class OpenShop implements AutoCloseable {

    final LogBook log = LogBook.open();
    final Gate gate = new Gate();
    final Map<String, Integer> rows = new ConcurrentHashMap<>();
    final Shop shop;
    final EventLoop loop;
    private final HttpClient client;
    private final ConcurrentLinkedQueue<ErrorReport> reports = new ConcurrentLinkedQueue<>();

    OpenShop() {
        this(ofSeconds(30), HttpClient.Version.HTTP_1_1);
    }

    /** With a limit that a test waits for; whatever is slow the first time is over. */
    static OpenShop hurried(HttpClient.Version version) {
        var open = new OpenShop(ofMillis(500), version);
        open.send("warm", "POST", "/deliveries?item=cake&count=1");
        open.send("warm", "POST", "/orders?item=cake&count=1");
        open.shop.orders().joinAsync().join();
        return open;
    }

    OpenShop(Duration limit, HttpClient.Version version) {
        client = HttpClient.newBuilder().version(version).build();
        shop = Shop.open(0, limit, new GatedTable(), order -> gate.pass("stove", () -> order));
        loop = shop.loop();
        loop.setExceptionHandler((where, report) -> reports.add(report));
    }

    private final class GatedTable implements Table {

        @Override
        public CompletableFuture<Integer> read(String key) {
            return gate.pass("read " + key, () -> rows.getOrDefault(key, 0));
        }

        @Override
        public CompletableFuture<Void> write(String key, int value) {
            return gate.pass(
                    "write " + key,
                    () -> {
                        rows.put(key, value);
                        return null;
                    });
        }
    }

    // ---- requests ----------------------------------------------------------------------------

    /** A null for the id sends none. */
    CompletableFuture<HttpResponse<String>> sendAsync(String id, String method, String path) {
        var uri = URI.create("http://127.0.0.1:" + shop.port() + path);
        var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (id != null) {
            request.header("X-Request-Id", id);
        }
        return client.sendAsync(request.build(), ofString());
    }

    /** Status and text of the answer. */
    String send(String id, String method, String path) {
        return said(sendAsync(id, method, path));
    }

    static String said(CompletableFuture<HttpResponse<String>> answer) {
        HttpResponse<String> response = answer.join();
        return response.statusCode() + " " + response.body().strip();
    }

    // ---- what is left ------------------------------------------------------------------------

    /** The task of the request with that id, which is being answered. */
    Task<?> task(String id) {
        return loop.allTasks().stream()
                .filter(task -> task.name().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Cancels the client, and returns when the shop has no more to do with the request. */
    void goAway(String id, CompletableFuture<HttpResponse<String>> answer) {
        Task<?> task = task(id);
        answer.cancel(true);
        var end = assertThrows(CancellationException.class, () -> task.get(20, SECONDS));
        assertEquals("the client has gone", end.getMessage());
    }

    /** Lets the shop go on until that is so. */
    static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < 20_000_000_000L, "waited in vain");
            Thread.yield();
        }
    }

    /** No request has left a task, a lock, an order or a report of a lost failure. */
    void assertIdle() {
        assertEquals(Set.of("kitchen"), taskNames());
        assertFalse(shop.shelf().isLocked());
        assertEquals(0, shop.shelf().statistics().waiting());
        assertEquals(0, shop.orders().unfinished());
        assertEquals(List.of(), List.copyOf(reports));
    }

    /** How many tasks have been asked to stop, and have not yet. */
    long cancelling() {
        return loop.allTasks().stream().filter(task -> task.cancelling() > 0).count();
    }

    Set<String> taskNames() {
        return loop.allTasks().stream().map(Task::name).collect(toSet());
    }

    @Override
    public void close() {
        shop.close();
        log.close();
        assertEquals(List.of(), List.copyOf(reports));
    }
}
