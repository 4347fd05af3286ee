package dev.aiko.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

/** Takes one request, never answers it, and tells when its client has hung up. */
public final class SilentServer implements AutoCloseable {

    private final ServerSocket server;
    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> hungUp = new CompletableFuture<>();

    private SilentServer(ServerSocket server) {
        this.server = server;
    }

    public static SilentServer start() {
        try {
            var silent = new SilentServer(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            var thread = new Thread(silent::serve, "server");
            thread.setDaemon(true);
            thread.start();
            return silent;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void serve() {
        try (Socket connection = server.accept()) {
            var in = connection.getInputStream();
            byte[] request = new byte[1 << 16];
            if (in.read(request) > 0) asked.complete(null);
            hungUp.complete(in.read() == -1);
        } catch (IOException reset) {
            hungUp.complete(true);
        }
    }

    public String url() {
        return "http://localhost:" + server.getLocalPort() + "/";
    }

    /** Done when the request is here. */
    public CompletableFuture<Void> asked() {
        return asked;
    }

    /** Done when the connection is closed from the other side. */
    public CompletableFuture<Boolean> hungUp() {
        return hungUp;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
