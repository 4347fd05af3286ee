package dev.aiko.benchmarks.peers;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** A channel of jox by method handle: its classes are for JDK 21, and this is compiled for 17. */
public final class JoxChannel {

    private final Object channel;

    private JoxChannel(Object channel) {
        this.channel = channel;
    }

    /** Whether this JDK can load it. */
    public static boolean exists() {
        return Handles.FOUND;
    }

    public static JoxChannel buffered(int capacity) {
        try {
            return new JoxChannel(Handles.BUFFERED.invokeExact(capacity));
        } catch (Throwable failure) {
            throw new AssertionError("Channel.newBufferedChannel failed.", failure);
        }
    }

    /** One without a place: who sends and who receives meet. */
    public static JoxChannel rendezvous() {
        try {
            return new JoxChannel(Handles.RENDEZVOUS.invokeExact());
        } catch (Throwable failure) {
            throw new AssertionError("Channel.newRendezvousChannel failed.", failure);
        }
    }

    public void send(Object item) throws InterruptedException {
        try {
            Handles.SEND.invokeExact(channel, item);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable failure) {
            throw new AssertionError("Channel.send failed.", failure);
        }
    }

    public Object receive() throws InterruptedException {
        try {
            return Handles.RECEIVE.invokeExact(channel);
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable failure) {
            throw new AssertionError("Channel.receive failed.", failure);
        }
    }

    /** Looked up when first used, and constant from then on; all of them, or none. */
    private static final class Handles {
        static final boolean FOUND;
        static final MethodHandle BUFFERED;
        static final MethodHandle RENDEZVOUS;
        static final MethodHandle SEND;
        static final MethodHandle RECEIVE;

        static {
            MethodHandle[] found = find();
            FOUND = found.length > 0;
            BUFFERED = FOUND ? found[0] : null;
            RENDEZVOUS = FOUND ? found[1] : null;
            SEND = FOUND ? found[2] : null;
            RECEIVE = FOUND ? found[3] : null;
        }

        private static MethodHandle[] find() {
            Class<?> channels;
            try {
                channels = Class.forName("com.softwaremill.jox.Channel");
            } catch (UnsupportedClassVersionError olderJdk) {
                return new MethodHandle[0];
            } catch (ClassNotFoundException notInTheJar) {
                throw new IllegalStateException(notInTheJar);
            }
            try {
                var lookup = MethodHandles.publicLookup();
                var made = MethodType.methodType(channels, int.class);
                var buffered = lookup.findStatic(channels, "newBufferedChannel", made);
                var met = MethodType.methodType(channels);
                var rendezvous = lookup.findStatic(channels, "newRendezvousChannel", met);
                var sends = MethodType.methodType(void.class, Object.class);
                var send = lookup.findVirtual(channels, "send", sends);
                var receives = MethodType.methodType(Object.class);
                var receive = lookup.findVirtual(channels, "receive", receives);
                return new MethodHandle[] {
                    buffered.asType(MethodType.methodType(Object.class, int.class)),
                    rendezvous.asType(MethodType.methodType(Object.class)),
                    send.asType(MethodType.methodType(void.class, Object.class, Object.class)),
                    receive.asType(MethodType.methodType(Object.class, Object.class))
                };
            } catch (ReflectiveOperationException changed) {
                throw new IllegalStateException("This jox is another one.", changed);
            }
        }
    }
}
