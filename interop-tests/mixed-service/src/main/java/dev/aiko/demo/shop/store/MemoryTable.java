package dev.aiko.demo.shop.store;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A table that is gone when the program is. */
public final class MemoryTable implements Table {

    private final Map<String, Integer> rows = new ConcurrentHashMap<>();

    @Override
    public CompletableFuture<Integer> read(String key) {
        return CompletableFuture.supplyAsync(() -> rows.getOrDefault(key, 0));
    }

    @Override
    public CompletableFuture<Void> write(String key, int value) {
        return CompletableFuture.runAsync(() -> rows.put(key, value));
    }
}
