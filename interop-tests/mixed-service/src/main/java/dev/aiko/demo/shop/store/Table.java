package dev.aiko.demo.shop.store;

import java.util.concurrent.CompletableFuture;

/** What drivers of databases offer in Java: futures, which threads of theirs complete. */
public interface Table {

    CompletableFuture<Integer> read(String key);

    CompletableFuture<Void> write(String key, int value);
}
