package dev.aiko.demo.shop;

import static dev.aiko.demo.shop.OpenShop.said;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient.Version;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
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
    @DisplayName("what takes too long is stopped")
    void stuck(Version version) throws InterruptedException {
        var open = OpenShop.hurried(version);
        open.rows.put("tea", 5);
        open.gate.shut("stove");
        assertEquals("202 4 left", open.send("first", "POST", "/orders?item=tea&count=1"));
        var stove = open.gate.next();
        open.gate.shut("read tea");
        var order = open.sendAsync("second", "POST", "/orders?item=tea&count=1");
        var read = open.gate.next();

        open.close();

        stove.awaitCancel();
        read.awaitCancel();
        order.exceptionally(lost -> null).join();
        assertEquals(Set.of(), open.taskNames());
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
