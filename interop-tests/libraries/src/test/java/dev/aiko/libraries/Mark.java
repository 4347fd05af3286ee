package dev.aiko.libraries;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.slf4j.MDC;

/** One word on a thread, in the MDC of SLF4J and in the context of OpenTelemetry. */
public final class Mark {

    private static final String KEY = "mark";
    private static final ContextKey<String> SPAN = ContextKey.named(KEY);

    private Mark() {}

    /** From here on both travel with tasks. */
    public static void register() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor())
                .registerThreadLocalAccessor(new OpenTelemetryAccessor());
    }

    /** Undoes {@link #register}, and clears this thread. */
    public static void forget() {
        ContextRegistry.getInstance().removeThreadLocalAccessor(Slf4jThreadLocalAccessor.KEY);
        ContextRegistry.getInstance().removeThreadLocalAccessor(OpenTelemetryAccessor.KEY);
        set(null);
    }

    public static void set(String word) {
        if (word == null) {
            MDC.clear();
            Context.root().makeCurrent();
        } else {
            MDC.put(KEY, word);
            Context.current().with(SPAN, word).makeCurrent();
        }
    }

    /** The word on this thread; both of them when they differ, which is always a failure. */
    public static String get() {
        String logged = MDC.get(KEY);
        String traced = Context.current().get(SPAN);
        boolean same = logged == null ? traced == null : logged.equals(traced);
        return same ? String.valueOf(logged) : "MDC " + logged + ", OpenTelemetry " + traced;
    }

    /** What a user writes; the scopes are those of the tasks, so nobody closes them here. */
    private static final class OpenTelemetryAccessor implements ThreadLocalAccessor<Context> {

        static final String KEY = "opentelemetry";

        @Override
        public Object key() {
            return KEY;
        }

        @Override
        public Context getValue() {
            Context current = Context.current();
            return current == Context.root() ? null : current;
        }

        @Override
        public void setValue(Context value) {
            value.makeCurrent();
        }

        @Override
        public void setValue() {
            Context.root().makeCurrent();
        }
    }
}
