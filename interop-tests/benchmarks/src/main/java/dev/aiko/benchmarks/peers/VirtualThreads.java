package dev.aiko.benchmarks.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Virtual threads by method handle: this is compiled for JDK 17, which does not have them. */
public final class VirtualThreads {

    private VirtualThreads() {}

    /** Whether this JDK has them; on 19 and 20 they are a preview. */
    public static boolean exist() {
        return Runtime.version().feature() >= 21;
    }

    /** Starts a bare one. */
    public static Thread start(Runnable code) {
        try {
            return (Thread) Handles.START.invokeExact(code);
        } catch (Throwable failure) {
            throw new AssertionError("Thread.startVirtualThread failed.", failure);
        }
    }

    /** An executor that starts one for every job. */
    public static ExecutorService perJob() {
        try {
            return (ExecutorService) Handles.PER_JOB.invokeExact();
        } catch (Throwable failure) {
            throw new AssertionError("Executors.newVirtualThreadPerTaskExecutor failed.", failure);
        }
    }

    /** Looked up when first used, and constant from then on. */
    private static final class Handles {
        static final MethodHandle START =
                find(Thread.class, "startVirtualThread", Thread.class, Runnable.class);
        static final MethodHandle PER_JOB =
                find(Executors.class, "newVirtualThreadPerTaskExecutor", ExecutorService.class);

        private static MethodHandle find(
                Class<?> owner, String name, Class<?> result, Class<?>... arguments) {
            try {
                return MethodHandles.publicLookup()
                        .findStatic(owner, name, MethodType.methodType(result, arguments));
            } catch (ReflectiveOperationException missing) {
                throw new IllegalStateException(
                        name + " needs JDK 21 or newer; this is " + Runtime.version() + ".",
                        missing);
            }
        }
    }
}
