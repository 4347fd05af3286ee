package dev.aiko.demo.shop;

import static dev.aiko.demo.shop.OpenShop.said;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.demo.shop.core.Stove;
import dev.aiko.demo.shop.store.MemoryTable;
import dev.aiko.demo.shop.store.Table;
import java.io.IOException;
import java.net.BindException;
import java.net.Socket;
import java.net.http.HttpClient.Version;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of the shop. */
class CloseTest {

    /** Not with HTTP/2: the client of JDK 17 gives up all its requests when a server closes. */
    @Test
    @DisplayName("requests that run are answered, new ones refused, and orders still made")
    void graceful() throws InterruptedException {
        var open = new OpenShop();
        open.rows.put("tea", 5);
        open.gate.shut("stove");
        assertEquals("202 4 left", open.send("first", "POST", "/orders?item=tea&count=1"));
        var stove = open.gate.next();
        open.gate.shut("read tea");
        var order = open.sendAsync("second", "POST", "/orders?item=tea&count=1");
        var read = open.gate.next();

        var closed = CompletableFuture.runAsync(open::close);
        OpenShop.until(() -> isRefused(open));
        assertTrue(open.taskNames().containsAll(Set.of("kitchen", "second")));
        read.letGo();
        assertEquals("202 3 left", said(order));
        stove.letGo();
        closed.join();

        assertTrue(open.loop.isClosed());
        assertEquals(Set.of(), open.taskNames());
        assertTrue(open.log.told("second").contains("Kitchen: 1 of tea made"));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @DisplayName("what takes too long is stopped, and an order that is not made is told")
    void stuck(Version version) throws InterruptedException {
        var open = OpenShop.hurried(version);
        open.rows.put("tea", 5);
        open.gate.shut("stove");
        assertEquals("202 4 left", open.send("first", "POST", "/orders?item=tea&count=1"));
        var stove = open.gate.next();
        assertEquals("202 3 left", open.send("second", "POST", "/orders?item=tea&count=1"));
        open.gate.shut("read tea");
        var order = open.sendAsync("third", "POST", "/orders?item=tea&count=1");
        var read = open.gate.next();

        open.close();

        stove.awaitCancel();
        read.awaitCancel();
        order.exceptionally(lost -> null).join();
        assertEquals(Set.of(), open.taskNames());
        assertTrue(open.log.told("first").contains("Kitchen: 1 of tea spoilt"));
        assertTrue(open.log.told("second").contains("Kitchen: 1 of tea not made"));
        assertEquals(0, open.shop.orders().unfinished());
    }

    @Test
    @DisplayName("a second close does nothing, and waits for the first")
    void twice() throws InterruptedException {
        var open = new OpenShop();
        open.rows.put("tea", 5);
        open.gate.shut("stove");
        assertEquals("202 4 left", open.send("first", "POST", "/orders?item=tea&count=1"));
        var stove = open.gate.next();

        var first = CompletableFuture.runAsync(open.shop::close);
        OpenShop.until(() -> open.shop.orders().isShutdown());
        var second = new Thread(open.shop::close);
        second.start();
        OpenShop.until(() -> second.getState() == Thread.State.BLOCKED);
        stove.letGo();
        first.join();
        second.join();

        open.close();
        assertTrue(open.log.told("first").contains("Kitchen: 1 of tea made"));
    }

    @Test
    @DisplayName("a shop that finds its port taken leaves nothing behind that keeps the process")
    void portTaken() {
        try (var open = new OpenShop()) {
            Table table = new MemoryTable();
            Stove stove = order -> completedFuture(order);
            var before = threadsOfShops();
            var end =
                    assertThrows(
                            CompletionException.class,
                            () -> Shop.open(open.shop.port(), ofSeconds(30), table, stove));
            assertInstanceOf(BindException.class, end.getCause());
            OpenShop.until(() -> before.containsAll(threadsOfShops()));
        }
    }

    /** Those of their loops, and those of their servers, which are no daemons. */
    private static Set<Thread> threadsOfShops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("shop.*|vert\\.x.*"))
                .collect(toSet());
    }

    /** Asked with new connections: one that is kept busy stays open as long as it is. */
    private static boolean isRefused(OpenShop open) {
        try (var socket = new Socket("127.0.0.1", open.shop.port())) {
            return !socket.isConnected();
        } catch (IOException refused) {
            return true;
        }
    }
}
