package dev.aiko.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.aiko.Runner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ServiceTest {

    @Test
    void orderFromAnyThread() {
        assertEquals(2, Service.orderFromAnywhere(List.of("tea", "cake")).items());
    }

    /**
     * The server takes the connection and says nothing, so only the cancel can end the download.
     */
    @Test
    void downloadCanBeStopped() throws IOException {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var runner = Runner.background("downloads")) {
            var request =
                    HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))
                            .build();
            var page = Service.download(runner.loop(), HttpClient.newHttpClient(), request);
            page.cancel("nobody reads it");
            assertThrows(CancellationException.class, page::join);
        }
    }
}
