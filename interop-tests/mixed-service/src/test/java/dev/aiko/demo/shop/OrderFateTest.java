package dev.aiko.demo.shop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.runningLoop;
import static dev.aiko.Aiko.yieldNow;
import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.coroutines.Suspend;
import dev.aiko.demo.shop.core.Kitchen;
import dev.aiko.demo.shop.core.Order;
import dev.aiko.demo.shop.core.OrderDesk;
import dev.aiko.demo.shop.store.Table;
import dev.aiko.demo.shop.store.TableStock;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.Task;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import kotlin.Unit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An order is made, or it is put back, and never both. */
class OrderFateTest {

    private final LogBook log = LogBook.open();
    private final Map<String, Integer> rows = new HashMap<>(Map.of("tea", 10));
    private final AsyncQueue<Order> orders = AsyncQueue.create(2);
    private final Kitchen kitchen = new Kitchen(orders, order -> completedFuture(order));
    private final OrderDesk desk =
            new OrderDesk(new TableStock(new QuickTable()), AsyncLock.create(), orders);

    /** Answers at once, so that everything happens in as few turns as it can. */
    private final class QuickTable implements Table {

        @Override
        public CompletableFuture<Integer> read(String key) {
            return completedFuture(rows.get(key));
        }

        @Override
        public CompletableFuture<Void> write(String key, int value) {
            rows.put(key, value);
            return completedFuture(null);
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static Order tea(String id) {
        return new Order("tea", 1, id);
    }

    private Task<Integer> placed(String id) {
        Task<Integer> order = Suspend.call(k -> desk.place(tea(id), k));
        while (orders.statistics().putting() == 0) {
            yieldNow();
        }
        return order;
    }

    @Test
    @DisplayName("one that is cancelled when the kitchen has it already is made, and not put back")
    void cancelledTooLate() {
        Aiko.run(
                () -> {
                    orders.putNow(tea("first"));
                    orders.putNow(tea("second"));
                    Task<Integer> late = placed("late");

                    Task<Unit> work = Suspend.call(kitchen::work);
                    runningLoop().callSoon(() -> late.cancel("the client has gone"));
                    assertThrows(CancellationException.class, () -> await(late));
                    await(orders.joinAsync());
                    orders.shutdown();
                    await(work);
                });

        assertEquals(List.of("1 of tea made", "1 of tea made", "1 of tea made"), fates());
        assertEquals(9, rows.get("tea"));
    }

    @Test
    @DisplayName("one that is cancelled while it waits is put back, and not made")
    void cancelledInTime() {
        Aiko.run(
                () -> {
                    orders.putNow(tea("first"));
                    orders.putNow(tea("second"));
                    Task<Integer> gone = placed("gone");
                    gone.cancel("the client has gone");
                    assertThrows(CancellationException.class, () -> await(gone));

                    orders.shutdown();
                    await(Suspend.call(kitchen::work));
                });

        assertEquals(List.of("1 of tea made", "1 of tea made", "1 of tea put back"), fates());
        assertEquals(10, rows.get("tea"));
    }

    @Test
    @DisplayName("what the desk has taken back the kitchen passes over, and is done with it")
    void takenBack() {
        Order order = tea("back");
        assertTrue(order.claim());
        assertFalse(order.claim());
        Aiko.run(
                () -> {
                    orders.putNow(order);
                    orders.shutdown();
                    await(Suspend.call(kitchen::work));
                });

        assertEquals(List.of(), fates());
        assertEquals(0, orders.unfinished());
    }

    /** What has become of the orders. */
    private List<String> fates() {
        return log.lines().stream()
                .map(LogBook.Line::text)
                .filter(text -> text.matches(".* (made|put back)"))
                .sorted()
                .toList();
    }
}
