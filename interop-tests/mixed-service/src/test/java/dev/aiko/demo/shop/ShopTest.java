package dev.aiko.demo.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ShopTest {

    private final OpenShop open = new OpenShop();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    @DisplayName("what Java delivers, Kotlin sells")
    void sells() {
        assertEquals("200 5 there", open.send("a", "POST", "/deliveries?item=tea&count=5"));
        assertEquals("202 3 left", open.send("b", "POST", "/orders?item=tea&count=2"));
        assertEquals("200 3 there", open.send("c", "GET", "/stock?item=tea"));
        open.shop.orders().joinAsync().join();
        open.assertIdle();
    }

    @Test
    @DisplayName("more than there is, is not sold")
    void soldOut() {
        assertEquals(
                "409 2 of tea wanted, 0 there", open.send("a", "POST", "/orders?item=tea&count=2"));
        open.assertIdle();
    }

    @Test
    @DisplayName("calls that make no sense are told so")
    void refused() {
        assertEquals("404 There is no GET /coffee.", open.send("a", "GET", "/coffee"));
        assertEquals("400 Which item? Add item=...", open.send("b", "POST", "/orders?count=2"));
        assertEquals(
                "400 How many? Add count=1 or more.",
                open.send("c", "POST", "/deliveries?item=tea&count=-1"));
        open.assertIdle();
    }

    @Test
    @DisplayName("the answer carries the id of its request, or one that was made for it")
    void idInTheAnswer() {
        assertEquals("a", idOf(open.sendAsync("a", "GET", "/stock?item=tea").join()));

        String made = idOf(open.sendAsync(null, "GET", "/stock?item=tea").join());
        assertEquals("Front: answered 200", open.log.told(made).get(2));
    }

    private static String idOf(HttpResponse<?> response) {
        return response.headers().firstValue("X-Request-Id").orElseThrow();
    }
}
