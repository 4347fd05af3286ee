package dev.aiko.demo.shop.web;

import static dev.aiko.Aiko.await;

import dev.aiko.coroutines.Suspend;
import dev.aiko.demo.shop.core.Order;
import dev.aiko.demo.shop.core.OrderDesk;

/** Takes orders to the core, which is Kotlin. */
public final class Orders {

    private final OrderDesk desk;

    public Orders(OrderDesk desk) {
        this.desk = desk;
    }

    Reply place(Call call) {
        var order = new Order(call.item(), call.count(), call.id());
        int left = await(Suspend.call(k -> desk.place(order, k)));
        return new Reply(202, left + " left");
    }
}
