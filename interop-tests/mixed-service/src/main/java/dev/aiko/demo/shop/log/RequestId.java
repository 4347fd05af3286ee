package dev.aiko.demo.shop.log;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import org.slf4j.MDC;
import org.slf4j.MDC.MDCCloseable;

/** The id of a request in the MDC, from where every line of the log has it. */
public final class RequestId {

    public static final String KEY = "request";

    private RequestId() {}

    /** Lets the id travel with tasks; called once, before the first of them. */
    public static void carry() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor(KEY));
    }

    /** Sets the id for what follows in this task, and for the tasks it makes from then on. */
    public static MDCCloseable put(String id) {
        return MDC.putCloseable(KEY, id);
    }
}
