package dev.aiko.behaviour.straight.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.aiko.Runner;
import dev.aiko.behaviour.ChildJvm;
import dev.aiko.sync.AsyncLock;
import dev.aiko.sync.Lease;
import dev.aiko.task.LoopFuture;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The threads of loops live on, and keep nothing of whoever happened to need them first. */
class InheritedThreadLocalsTest {

    private static final InheritableThreadLocal<String> LOCAL = new InheritableThreadLocal<>();

    /** What this thread has of {@link #LOCAL}, and whose class loader. */
    private static String seen(ClassLoader users) {
        ClassLoader here = Thread.currentThread().getContextClassLoader();
        String whose = here == users ? "the user's" : "another";
        return LOCAL.get()
                + " "
                + (here == ClassLoader.getSystemClassLoader() ? "the system's" : whose);
    }

    /** Before all others it makes Aiko's loop for those who have none. */
    static final class FirstUser {

        private FirstUser() {}

        public static void main(String[] args) throws Exception {
            try (var users = new URLClassLoader(new URL[0])) {
                Thread.currentThread().setContextClassLoader(users);
                LOCAL.set("mine");
                AsyncLock lock = AsyncLock.create();
                Lease lease = lock.acquireAsync().join();
                CompletableFuture<String> elsewhere =
                        lock.acquireAsync().thenApply(second -> seen(users));
                lease.close();
                System.out.println(elsewhere.join());
            }
        }
    }

    @Test
    @DisplayName("the loop for those without one has nothing of its first user's")
    void elsewhere() throws Exception {
        assertEquals(
                new ChildJvm.Result(0, List.of("null the system's")),
                ChildJvm.run(FirstUser.class));
    }

    @Test
    @DisplayName("a background runner and its pool have the class loader of its maker, and no more")
    void backgroundRunner() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (var users = new URLClassLoader(new URL[0])) {
            Thread.currentThread().setContextClassLoader(users);
            LOCAL.set("mine");
            try (Runner runner = Runner.background("heir")) {
                LoopFuture<String> onLoop = runner.loop().createFuture();
                runner.loop().callSoon(() -> onLoop.complete(seen(users)));
                assertEquals("null the user's", onLoop.join());
                assertEquals(
                        "null the user's",
                        runner.loop().runInExecutor(null, () -> seen(users)).join());
            }
        } finally {
            LOCAL.remove();
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}
