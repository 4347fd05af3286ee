package dev.aiko.demo.shop;

import static dev.aiko.demo.shop.OpenShop.said;
import static dev.aiko.demo.shop.OpenShop.until;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.HttpClient.Version;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A client gives up in mid-flight: its work stops, wherever it is, and nothing is left of it. */
class ClientGoneTest {

    private OpenShop open;

    @AfterEach
    void close() {
        open.close();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @DisplayName("what waits for the table is stopped, down to the driver")
    void atTheTable(Version version) throws InterruptedException {
        open = new OpenShop(ofSeconds(30), version);
        open.gate.shut("read tea");
        var look = open.sendAsync("look", "GET", "/stock?item=tea");
        var read = open.gate.next();

        open.goAway("look", look);

        read.awaitCancel();
        open.assertIdle();
        assertEquals(
                List.of(
                        "Front: GET /stock?item=tea",
                        "TableStock: reads tea",
                        "Front: stopped: the client has gone"),
                open.log.told("look"));
    }

    /** An order locks in Kotlin, a delivery in Java. */
    @ParameterizedTest
    @CsvSource({"orders, deliveries", "deliveries, orders"})
    @DisplayName("the lock goes to whoever waits for it, in whatever language")
    void withTheLock(String gone, String next) throws InterruptedException {
        open = new OpenShop();
        open.rows.put("tea", 10);
        open.gate.shut("read tea");
        var holder = open.sendAsync("holder", "POST", "/" + gone + "?item=tea&count=1");
        var read = open.gate.next();
        var waiter = open.sendAsync("waiter", "POST", "/" + next + "?item=tea&count=1");
        until(() -> open.shop.shelf().statistics().waiting() == 1);

        open.goAway("holder", holder);

        read.awaitCancel();
        assertEquals(next.equals("orders") ? "202 9 left" : "200 11 there", said(waiter));
        open.shop.orders().joinAsync().join();
        open.assertIdle();
    }

    @ParameterizedTest
    @CsvSource({"orders, deliveries", "deliveries, orders"})
    @DisplayName("whoever waits for the lock leaves the line")
    void inTheLine(String gone, String first) throws InterruptedException {
        open = new OpenShop();
        open.rows.put("tea", 10);
        open.gate.shut("read tea");
        var holder = open.sendAsync("holder", "POST", "/" + first + "?item=tea&count=1");
        var read = open.gate.next();
        var waiter = open.sendAsync("waiter", "POST", "/" + gone + "?item=tea&count=1");
        until(() -> open.shop.shelf().statistics().waiting() == 1);

        open.goAway("waiter", waiter);

        assertEquals(0, open.shop.shelf().statistics().waiting());
        read.letGo();
        assertEquals(first.equals("orders") ? "202 9 left" : "200 11 there", said(holder));
        open.shop.orders().joinAsync().join();
        open.assertIdle();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @DisplayName("an order that waits for a full kitchen puts back what it took")
    void beforeTheKitchen(Version version) throws InterruptedException {
        open = new OpenShop(ofSeconds(30), version);
        open.rows.put("tea", 10);
        open.gate.shut("stove");
        assertEquals("202 9 left", open.send("made", "POST", "/orders?item=tea&count=1"));
        var stove = open.gate.next();
        assertEquals("202 8 left", open.send("first", "POST", "/orders?item=tea&count=1"));
        assertEquals("202 7 left", open.send("second", "POST", "/orders?item=tea&count=1"));
        var third = open.sendAsync("third", "POST", "/orders?item=tea&count=1");
        until(() -> open.shop.orders().statistics().putting() == 1);
        assertEquals(6, open.rows.get("tea"));

        open.goAway("third", third);

        assertEquals(7, open.rows.get("tea"));
        assertEquals(
                List.of(
                        "Front: POST /orders?item=tea&count=1",
                        "TableStock: reads tea",
                        "TableStock: wrote tea: 6",
                        "TableStock: reads tea",
                        "TableStock: wrote tea: 7",
                        "OrderDesk: 1 of tea put back",
                        "Front: stopped: the client has gone"),
                open.log.told("third"));
        stove.letGo();
        open.shop.orders().joinAsync().join();
        open.assertIdle();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @DisplayName("a write that has begun is finished, and then put right")
    void inTheWrite(Version version) throws InterruptedException {
        open = new OpenShop(ofSeconds(30), version);
        open.rows.put("tea", 10);
        open.gate.shut("write tea");
        var order = open.sendAsync("order", "POST", "/orders?item=tea&count=1");
        var write = open.gate.next();
        var task = open.task("order");

        order.cancel(true);
        until(() -> open.cancelling() == 2); // the controller, and the core that it waits for
        open.send("next", "GET", "/stock?item=cake"); // the server's thread is past the cancel
        assertFalse(task.isDone());
        assertFalse(write.future().isDone());
        write.letGo();

        assertThrows(CancellationException.class, () -> task.get(20, SECONDS));
        assertEquals(10, open.rows.get("tea"));
        open.assertIdle();
    }
}
