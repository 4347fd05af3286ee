package dev.aiko.demo.shop.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;

/** What a client asks for. */
record Call(String id, String route, String line, MultiMap parameters) {

    static Call of(HttpServerRequest request) {
        String id = request.getHeader("X-Request-Id");
        return new Call(
                id != null ? id : UUID.randomUUID().toString(),
                request.method() + " " + request.path(),
                request.method() + " " + request.uri(),
                request.params());
    }

    String item() {
        String item = parameters.get("item");
        if (item == null) {
            throw new Refused(400, "Which item? Add item=...");
        }
        return item;
    }

    int count() {
        String count = parameters.get("count");
        if (count == null || !count.matches("[1-9]\\d{0,5}")) {
            throw new Refused(400, "How many? Add count=1 or more.");
        }
        return Integer.parseInt(count);
    }
}
