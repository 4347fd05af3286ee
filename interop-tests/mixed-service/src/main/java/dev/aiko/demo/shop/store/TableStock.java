package dev.aiko.demo.shop.store;

import static dev.aiko.Aiko.await;

import dev.aiko.coroutines.Suspend;
import dev.aiko.demo.shop.core.Stock;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stock in a table: a Java class behind suspend functions. */
public final class TableStock implements Stock {

    private static final Logger log = LoggerFactory.getLogger(TableStock.class);

    private final Table table;

    public TableStock(Table table) {
        this.table = table;
    }

    /** With futures, as the driver has them. */
    @Override
    public Object count(String item, Continuation<? super Integer> k) {
        log.info("reads {}", item);
        return Suspend.answer(k, table.read(item));
    }

    /** In straight lines. */
    @Override
    public Object store(String item, int count, Continuation<? super Unit> k) {
        return Suspend.answer(
                k,
                () -> {
                    await(table.write(item, count));
                    log.info("wrote {}: {}", item, count);
                    return Unit.INSTANCE;
                });
    }
}
