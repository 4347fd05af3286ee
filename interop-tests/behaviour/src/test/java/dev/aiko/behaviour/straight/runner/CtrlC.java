package dev.aiko.behaviour.straight.runner;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;

/** Pressing Ctrl-C in one's own process; for programs in a child process only. */
final class CtrlC {

    /** How a program ends where the environment has switched Ctrl-C off. */
    static final int SWITCHED_OFF = 77;

    /** How a program ends that Ctrl-C has ended: 128 and the number of the signal. */
    static final int ENDED_BY_IT = 130;

    private CtrlC() {}

    static void press() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            signal.getMethod("raise", signal).invoke(null, interrupt());
        } catch (InvocationTargetException refused) {
            System.out.println("Ctrl-C is switched off: " + refused.getCause());
            Runtime.getRuntime().halt(SWITCHED_OFF);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }

    /** Waits for the end of the process, which Ctrl-C is about to bring. */
    static void pressAndWaitForTheEnd() {
        press();
        Thread.onSpinWait();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    /** What a program does that handles Ctrl-C by itself. */
    static void handleWith(Runnable handler) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object mine =
                    Proxy.newProxyInstance(
                            CtrlC.class.getClassLoader(),
                            new Class<?>[] {handlers},
                            (proxy, method, arguments) -> {
                                handler.run();
                                return null;
                            });
            signal.getMethod("handle", signal, handlers).invoke(null, interrupt(), mine);
        } catch (ReflectiveOperationException missing) {
            throw new AssertionError(missing);
        }
    }

    private static Object interrupt() throws ReflectiveOperationException {
        return Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance("INT");
    }
}
