package dev.aiko.benchmarks.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A {@code StructuredTaskScope} as JDK 25 previews it, by method handle: the compiler asks for
 * {@code --enable-preview}, the running JDK does not.
 */
public final class StructuredScope implements AutoCloseable {

    private final Object scope;

    private StructuredScope(Object scope) {
        this.scope = scope;
    }

    /** Whether this JDK has it, with the methods that are called here. */
    public static boolean exists() {
        return Handles.FOUND;
    }

    /** Opens one that waits for all, and fails when one of them does. */
    public static StructuredScope open() {
        try {
            return new StructuredScope(Handles.OPEN.invokeExact());
        } catch (Throwable failure) {
            throw new AssertionError("StructuredTaskScope.open failed.", failure);
        }
    }

    public void fork(Runnable code) {
        try {
            Object ignored = Handles.FORK.invokeExact(scope, code);
        } catch (Throwable failure) {
            throw new AssertionError("StructuredTaskScope.fork failed.", failure);
        }
    }

    public void join() throws InterruptedException {
        try {
            Object ignored = Handles.JOIN.invokeExact(scope);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable failure) {
            throw new AssertionError("StructuredTaskScope.join failed.", failure);
        }
    }

    @Override
    public void close() {
        try {
            Handles.CLOSE.invokeExact(scope);
        } catch (Throwable failure) {
            throw new AssertionError("StructuredTaskScope.close failed.", failure);
        }
    }

    /** Looked up when first used, and constant from then on; all of them, or none. */
    private static final class Handles {
        static final boolean FOUND;
        static final MethodHandle OPEN;
        static final MethodHandle FORK;
        static final MethodHandle JOIN;
        static final MethodHandle CLOSE;

        static {
            MethodHandle[] found = find();
            FOUND = found.length > 0;
            OPEN = FOUND ? found[0] : null;
            FORK = FOUND ? found[1] : null;
            JOIN = FOUND ? found[2] : null;
            CLOSE = FOUND ? found[3] : null;
        }

        private static MethodHandle[] find() {
            try {
                var lookup = MethodHandles.publicLookup();
                var scopes = Class.forName("java.util.concurrent.StructuredTaskScope");
                var subtasks = Class.forName(scopes.getName() + "$Subtask");
                var open = lookup.findStatic(scopes, "open", MethodType.methodType(scopes));
                var forks = MethodType.methodType(subtasks, Runnable.class);
                var fork = lookup.findVirtual(scopes, "fork", forks);
                var joins = MethodType.methodType(Object.class);
                var join = lookup.findVirtual(scopes, "join", joins);
                var closes = MethodType.methodType(void.class);
                var close = lookup.findVirtual(scopes, "close", closes);
                return new MethodHandle[] {
                    open.asType(MethodType.methodType(Object.class)),
                    fork.asType(MethodType.methodType(Object.class, Object.class, Runnable.class)),
                    join.asType(MethodType.methodType(Object.class, Object.class)),
                    close.asType(MethodType.methodType(void.class, Object.class))
                };
            } catch (ReflectiveOperationException missing) {
                return new MethodHandle[0];
            }
        }
    }
}
