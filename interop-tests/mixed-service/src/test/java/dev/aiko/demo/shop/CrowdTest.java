package dev.aiko.demo.shop;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Many at a time. */
class CrowdTest {

    private static final int CROWD = 100;

    private final OpenShop open = new OpenShop();

    @AfterEach
    void close() {
        open.close();
    }

    @Test
    @DisplayName("no update is lost between those who lock in Java and those who lock in Kotlin")
    void counts() {
        open.rows.put("tea", CROWD);
        List<CompletableFuture<?>> answers = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            answers.add(open.sendAsync("d" + i, "POST", "/deliveries?item=tea&count=2"));
            answers.add(open.sendAsync("o" + i, "POST", "/orders?item=tea&count=1"));
        }
        answers.forEach(CompletableFuture::join);
        open.shop.orders().joinAsync().join();
        assertEquals(2 * CROWD, open.rows.get("tea"));
        open.assertIdle();
    }

    @Test
    @DisplayName("every line of the log has the id of its request, whoever writes it")
    void ids() {
        Map<String, CompletableFuture<?>> answers = new TreeMap<>();
        for (int i = 0; i < CROWD; i++) {
            open.rows.put("tea" + i, 5);
            answers.put(
                    "o" + i, open.sendAsync("o" + i, "POST", "/orders?item=tea" + i + "&count=2"));
        }
        answers.values().forEach(CompletableFuture::join);
        open.shop.orders().joinAsync().join();

        open.log.lines().forEach(line -> assertNotNull(line.id(), line.toString()));
        answers.keySet().forEach(id -> assertEquals(expected(id.substring(1)), sorted(id)));
        assertEquals(CROWD * 6, open.log.lines().size());
    }

    /** The kitchen may be quicker than the answer, so the order of lines is left out. */
    private String sorted(String id) {
        return open.log.told(id).stream().sorted().collect(joining("\n"));
    }

    private static String expected(String i) {
        return """
                Front: POST /orders?item=tea%1$s&count=2
                Front: answered 202
                Kitchen: 2 of tea%1$s made
                OrderDesk: 2 of tea%1$s ordered
                TableStock: reads tea%1$s
                TableStock: wrote tea%1$s: 3"""
                .formatted(i);
    }
}
