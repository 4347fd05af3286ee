package dev.aiko.demo.shop.web;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.shielded;

import dev.aiko.coroutines.Suspend;
import dev.aiko.demo.shop.core.Stock;
import dev.aiko.sync.AsyncLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows what there is, and takes deliveries, under the very lock that the core takes. */
public final class Shelf {

    private static final Logger log = LoggerFactory.getLogger(Shelf.class);

    private final Stock stock;
    private final AsyncLock lock;

    public Shelf(Stock stock, AsyncLock lock) {
        this.stock = stock;
        this.lock = lock;
    }

    Reply show(Call call) {
        return new Reply(200, count(call.item()) + " there");
    }

    @SuppressWarnings("try") // a lease is there to be closed
    Reply deliver(Call call) {
        String item = call.item();
        int count = call.count();
        try (var held = await(lock.acquireAsync())) {
            int sum = count(item) + count;
            shielded(() -> await(Suspend.call(k -> stock.store(item, sum, k))));
            log.info("{} of {} delivered", count, item);
            return new Reply(200, sum + " there");
        }
    }

    private int count(String item) {
        return await(Suspend.<Integer>call(k -> stock.count(item, k)));
    }
}
