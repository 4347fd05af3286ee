package dev.aiko.demo.shop;

import static dev.aiko.demo.shop.OpenShop.said;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.demo.shop.LogBook.Line;
import java.net.http.HttpClient.Version;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is slow, and what is broken. */
class TroubleTest {

    @Test
    @DisplayName("a request whose time is over is stopped like one whose client has gone")
    void limit() throws InterruptedException {
        try (var open = OpenShop.hurried(Version.HTTP_1_1)) {
            open.gate.shut("read tea");
            var order = open.sendAsync("order", "POST", "/orders?item=tea&count=2");
            var read = open.gate.next();

            read.awaitCancel();
            assertEquals("504 That took longer than 500 ms.", said(order));
            open.assertIdle();
            assertEquals(
                    List.of(
                            "Front: POST /orders?item=tea&count=2",
                            "TableStock: reads tea",
                            "Front: answered 504"),
                    open.log.told("order"));
        }
    }

    @Test
    @DisplayName(
            "a failure of the driver comes through both languages as it is, into the log, once")
    void failure() throws InterruptedException {
        try (var open = new OpenShop()) {
            var burnt = new IllegalStateException("the disk is on fire");
            open.gate.shut("write tea");
            open.rows.put("tea", 5);
            var order = open.sendAsync("order", "POST", "/orders?item=tea&count=2");
            open.gate.next().fail(burnt);

            assertEquals("500 Something broke; it is in the log as order.", said(order));
            open.assertIdle();
            assertSame(burnt, theFailure(open).failure());
            assertEquals("order", theFailure(open).id());
            assertEquals("202 3 left", open.send("again", "POST", "/orders?item=tea&count=2"));
        }
    }

    @Test
    @DisplayName("the kitchen survives what it spoils, and says whose it was")
    void spoilt() throws InterruptedException {
        try (var open = new OpenShop()) {
            var burnt = new IllegalStateException("burnt");
            open.rows.put("tea", 5);
            open.gate.shut("stove");
            assertEquals("202 4 left", open.send("bad", "POST", "/orders?item=tea&count=1"));
            open.gate.next().fail(burnt);
            assertEquals("202 3 left", open.send("good", "POST", "/orders?item=tea&count=1"));
            open.shop.orders().joinAsync().join();

            assertSame(burnt, theFailure(open).failure());
            assertEquals("bad", theFailure(open).id());
            open.assertIdle();
        }
    }

    @Test
    @DisplayName("a failure that is an Error is answered and logged like any other")
    void error() throws InterruptedException {
        try (var open = new OpenShop()) {
            var missing = new NoClassDefFoundError("driver");
            open.gate.shut("read tea");
            var order = open.sendAsync("order", "POST", "/orders?item=tea&count=2");
            open.gate.next().fail(missing);

            assertEquals("500 Something broke; it is in the log as order.", said(order));
            assertSame(missing, theFailure(open).failure());
            open.assertIdle();
        }
    }

    @Test
    @DisplayName("a stove that says itself that it is cancelled has spoilt an order, and no more")
    void cancelledStove() throws InterruptedException {
        try (var open = new OpenShop()) {
            open.rows.put("tea", 5);
            open.gate.shut("stove");
            assertEquals("202 4 left", open.send("bad", "POST", "/orders?item=tea&count=1"));
            open.gate.next().future().cancel(true);
            assertEquals("202 3 left", open.send("good", "POST", "/orders?item=tea&count=1"));
            open.shop.orders().joinAsync().join();

            assertEquals("bad", theFailure(open).id());
            open.assertIdle();
        }
    }

    @Test
    @DisplayName("a kitchen that breaks says so, and what it leaves; whoever comes is sent away")
    void brokenKitchen() throws InterruptedException {
        var open = new OpenShop();
        var broken = new NoClassDefFoundError("stove");
        open.rows.put("tea", 10);
        open.gate.shut("stove");
        assertEquals("202 9 left", open.send("hand", "POST", "/orders?item=tea&count=1"));
        var stove = open.gate.next();
        assertEquals("202 8 left", open.send("first", "POST", "/orders?item=tea&count=1"));
        assertEquals("202 7 left", open.send("second", "POST", "/orders?item=tea&count=1"));
        var third = open.sendAsync("third", "POST", "/orders?item=tea&count=1");
        OpenShop.until(() -> open.shop.orders().statistics().putting() == 1);
        stove.fail(broken);

        assertEquals("503 The kitchen is closed.", said(third));
        assertEquals(
                "503 The kitchen is closed.",
                open.send("late", "POST", "/orders?item=tea&count=1"));
        assertEquals("200 7 there", open.send("look", "GET", "/stock?item=tea"));
        assertTrue(open.log.told("hand").contains("Kitchen: 1 of tea spoilt"));
        assertTrue(open.log.told("first").contains("Kitchen: 1 of tea not made"));
        assertTrue(open.log.told("second").contains("Kitchen: 1 of tea not made"));
        assertTrue(failures(open).contains(new Line(null, "Kitchen", "kitchen broken", broken)));

        open.close();
        assertTrue(open.loop.isClosed());
        assertEquals(Set.of(), open.taskNames());
        assertEquals(0, open.shop.orders().unfinished());
    }

    private static Line theFailure(OpenShop open) {
        assertEquals(1, failures(open).size(), failures(open).toString());
        return failures(open).get(0);
    }

    private static List<Line> failures(OpenShop open) {
        return open.log.lines().stream()
                .filter(line -> Objects.nonNull(line.failure()))
                .collect(toList());
    }
}
