package dev.aiko.demo.shop.web;

import static dev.aiko.Aiko.withTimeout;

import dev.aiko.demo.shop.core.SoldOut;
import dev.aiko.demo.shop.log.RequestId;
import dev.aiko.loop.EventLoop;
import dev.aiko.queue.QueueShutdownException;
import dev.aiko.task.Task;
import dev.aiko.task.TaskOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a task of each request, which ends with its client, or when its time is over. */
public final class Front {

    private static final Logger log = LoggerFactory.getLogger(Front.class);
    private static final Reply STOPPED = new Reply(503, "The shop closes.");

    private final EventLoop loop;
    private final Duration limit;
    private final Map<String, Controller> routes;

    public Front(EventLoop loop, Duration limit, Orders orders, Shelf shelf) {
        this.loop = loop;
        this.limit = limit;
        this.routes =
                Map.of(
                        "POST /orders", orders::place,
                        "POST /deliveries", shelf::deliver,
                        "GET /stock", shelf::show);
    }

    /** Comes on a thread of the server, where nothing may wait, and nobody hears of a failure. */
    public void accept(HttpServerRequest request) {
        String id = Call.idOf(request);
        var response = request.response().putHeader("X-Request-Id", id);
        try {
            Call call = Call.of(id, request);
            Task<Reply> task = loop.createTask(TaskOptions.named(id), () -> answer(call));
            response.closeHandler(gone -> task.cancel("the client has gone"));
            task.whenComplete((reply, end) -> (reply == null ? STOPPED : reply).sendTo(response));
        } catch (Throwable failure) {
            notBegun(id, failure).sendTo(response);
        }
    }

    @SuppressWarnings("try") // the id is there to be closed
    private Reply notBegun(String id, Throwable failure) {
        try (var named = RequestId.put(id)) {
            log.error("not begun", failure);
            return loop.isClosed() ? STOPPED : broken(id);
        }
    }

    private static Reply broken(String id) {
        return new Reply(500, "Something broke; it is in the log as " + id + ".");
    }

    /** The whole life of a request, and the one place where failures become answers. */
    private Reply answer(Call call) {
        RequestId.put(call.id());
        log.info("{}", call.line());
        Reply reply;
        try {
            reply = withTimeout(limit, time -> controller(call).answer(call));
        } catch (TimeoutException late) {
            reply = new Reply(504, "That took longer than " + limit.toMillis() + " ms.");
        } catch (CancellationException end) {
            log.info("stopped: {}", end.getMessage());
            throw end;
        } catch (Refused refused) {
            reply = refused.reply();
        } catch (SoldOut none) {
            reply = new Reply(409, none.getMessage());
        } catch (QueueShutdownException closed) {
            reply = new Reply(503, "The kitchen is closed.");
        } catch (Throwable failure) {
            log.error("failed", failure);
            reply = broken(call.id());
        }
        log.info("answered {}", reply.status());
        return reply;
    }

    private Controller controller(Call call) {
        Controller controller = routes.get(call.route());
        if (controller == null) {
            throw new Refused(404, "There is no " + call.route() + ".");
        }
        return controller;
    }
}
