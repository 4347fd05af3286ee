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
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import kotlin.Unit;

/** The service: one loop, one lock, one queue, and what they connect. */
public final class Shop implements AutoCloseable {

    private final Runner runner;
    private final AsyncLock shelf = AsyncLock.create();
    private final AsyncQueue<Order> orders = AsyncQueue.create(2);
    private final Task<Unit> kitchen;
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Duration limit;

    public static void main(String[] args) {
        Shop shop = open(8080, ofSeconds(2), new MemoryTable(), order -> sleep(ofSeconds(1)));
        Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
    }

    /**
     * @param port zero for any that is free
     * @param limit how long a request may take, and how long the end of the shop waits
     */
    public static Shop open(int port, Duration limit, Table table, Stove stove) {
        RequestId.carry();
        return new Shop(port, limit, table, stove);
    }

    private Shop(int port, Duration limit, Table table, Stove stove) {
        this.limit = limit;
        runner = Runner.background("shop");
        kitchen =
                Suspend.call(
                        runner.loop(),
                        TaskOptions.named("kitchen"),
                        new Kitchen(orders, stove)::work);
        var stock = new TableStock(table);
        var front =
                new Front(
                        runner.loop(),
                        limit,
                        new Orders(new OrderDesk(stock, shelf, orders)),
                        new Shelf(stock, shelf));
        server = vertx.createHttpServer().requestHandler(front::accept);
        await(server.listen(port).toCompletionStage());
    }

    /** Lets requests end that have begun, makes what was ordered, and leaves nothing behind. */
    @Override
    public void close() {
        await(server.shutdown(limit.toMillis(), MILLISECONDS).toCompletionStage());
        orders.shutdown();
        kitchen.completeOnTimeout(Unit.INSTANCE, limit.toMillis(), MILLISECONDS).join();
        runner.close();
        await(vertx.close().toCompletionStage());
    }

    public int port() {
        return server.actualPort();
    }

    // For the tests, which look whether everything is given back.

    EventLoop loop() {
        return runner.loop();
    }

    AsyncLock shelf() {
        return shelf;
    }

    AsyncQueue<Order> orders() {
        return orders;
    }
}
