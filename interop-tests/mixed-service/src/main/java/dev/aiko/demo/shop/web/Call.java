package dev.aiko.demo.shop.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a client asks for. All of it may come into the log, where nothing of it must look like a
 * line of the log: so there are no control characters in it, a line break above all.
 */
record Call(String id, String route, String line, Supplier<MultiMap> parameters) {

    static Call of(String id, HttpServerRequest request) {
        return new Call(
                id,
                request.method() + " " + visible(request.path()),
                request.method() + " " + visible(request.uri()),
                parametersOf(request));
    }

    /** The one that the client has given, if it is fit for the log. */
    static String idOf(HttpServerRequest request) {
        String id = request.getHeader("X-Request-Id");
        return id != null && id.matches("[\\w.-]{1,64}") ? id : UUID.randomUUID().toString();
    }

    /**
     * A query that cannot be read is refused where it is asked for, like all that makes no sense.
     */
    private static Supplier<MultiMap> parametersOf(HttpServerRequest request) {
        try {
            MultiMap parameters = request.params();
            return () -> parameters;
        } catch (IllegalArgumentException unreadable) {
            return () -> {
                throw new Refused(400, "The query cannot be read; write a percent sign as %25.");
            };
        }
    }

    private static String visible(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    String item() {
        String item = parameters.get().get("item");
        if (item == null) {
            throw new Refused(400, "Which item? Add item=...");
        }
        if (!item.equals(visible(item))) {
            throw new Refused(400, "No item has control characters; leave them out.");
        }
        return item;
    }

    int count() {
        String count = parameters.get().get("count");
        if (count == null || !count.matches("[1-9]\\d{0,5}")) {
            throw new Refused(400, "How many? Add count=1 or more.");
        }
        return Integer.parseInt(count);
    }
}
