package dev.aiko.demo.shop;

import static dev.aiko.demo.shop.OpenShop.said;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.demo.shop.LogBook.Line;
import java.net.http.HttpClient.Version;
import java.util.List;
import java.util.Objects;
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

    private static Line theFailure(OpenShop open) {
        var failures =
                open.log.lines().stream()
                        .filter(line -> Objects.nonNull(line.failure()))
                        .collect(toList());
        assertEquals(1, failures.size(), failures.toString());
        return failures.get(0);
    }
}
