package dev.aiko.demo.shop.web;

import io.vertx.core.http.HttpServerResponse;

/** What a client gets. */
record Reply(int status, String text) {

    void sendTo(HttpServerResponse response) {
        response.setStatusCode(status).putHeader("Content-Type", "text/plain").end(text + "\n");
    }
}
