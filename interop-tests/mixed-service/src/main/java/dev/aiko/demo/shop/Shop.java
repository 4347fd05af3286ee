package dev.aiko.demo.shop;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofSeconds;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.aiko.Runner;
import dev.aiko.coroutines.Suspend;
import dev.aiko.demo.shop.core.Kitchen;
import dev.aiko.demo.shop.core.Order;
import dev.aiko.demo.shop.core.OrderDesk;
import dev.aiko.demo.shop.core.Stove;
import dev.aiko.demo.shop.log.RequestId;
import dev.aiko.demo.shop.store.MemoryTable;
import dev.aiko.demo.shop.store.Table;
import dev.aiko.demo.shop.store.TableStock;
import dev.aiko.demo.shop.web.Front;
import dev.aiko.demo.shop.web.Orders;
import dev.aiko.demo.shop.web.Shelf;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.AsyncQueue;
import dev.aiko.sync.AsyncLock;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import kotlin.Unit;

/** The service: one loop, one lock, one queue, and what they connect. */
public final class Shop implements AutoCloseable {

    private final AsyncLock shelf = AsyncLock.create();
    private final AsyncQueue<Order> orders = AsyncQueue.create(2);
    private final Begun begun = new Begun();
    private final EventLoop loop;
    private final HttpServer server;

    public static void main(String[] args) {
        Shop shop = open(8080, ofSeconds(2), new MemoryTable(), order -> sleep(ofSeconds(1)));
        Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
    }

    /**
     * Opens, or leaves nothing behind.
     *
     * @param port zero for any that is free
     * @param limit how long a request may take, and how long the end of the shop waits for the last
     *     of them, and then for the kitchen
     */
    public static Shop open(int port, Duration limit, Table table, Stove stove) {
        RequestId.carry();
        return new Shop(port, limit, table, stove);
    }

    private Shop(int port, Duration limit, Table table, Stove stove) {
        try {
            var vertx = begun.with(Vertx.vertx(), it -> finish(it.close()));
            loop = begun.with(Runner.background("shop"), Runner::close).loop();
            begun.with(startKitchen(stove), it -> closeKitchen(it, limit));
            var http = vertx.createHttpServer().requestHandler(newFront(limit, table)::accept);
            server =
                    begun.with(
                            finish(http.listen(port)),
                            it -> finish(it.shutdown(limit.toMillis(), MILLISECONDS)));
        } catch (Throwable failure) {
            try (begun) {
                throw failure;
            }
        }
    }

    private Task<Unit> startKitchen(Stove stove) {
        return Suspend.call(loop, TaskOptions.named("kitchen"), new Kitchen(orders, stove)::work);
    }

    /** It makes what it can in that time, and tells what it cannot. */
    private void closeKitchen(Task<Unit> kitchen, Duration limit) {
        orders.shutdown();
        await(kitchen.completeOnTimeout(Unit.INSTANCE, limit.toMillis(), MILLISECONDS));
    }

    private Front newFront(Duration limit, Table table) {
        var stock = new TableStock(table);
        var desk = new OrderDesk(stock, shelf, orders);
        return new Front(loop, limit, new Orders(desk), new Shelf(stock, shelf));
    }

    /** Waits for what the server does. */
    private static <T> T finish(Future<T> step) {
        return await(step.toCompletionStage());
    }

    /**
     * Lets requests end that have begun and the kitchen make what was ordered, as far as the limit
     * goes, and leaves nothing behind. A second close waits for the first.
     */
    @Override
    public void close() {
        begun.close();
    }

    public int port() {
        return server.actualPort();
    }

    // For the tests, which look whether everything is given back.

    EventLoop loop() {
        return loop;
    }

    AsyncLock shelf() {
        return shelf;
    }

    AsyncQueue<Order> orders() {
        return orders;
    }
}
