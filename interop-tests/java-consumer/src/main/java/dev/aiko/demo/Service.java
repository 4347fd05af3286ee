package dev.aiko.demo;

import static java.net.http.HttpResponse.BodyHandlers.ofString;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.aiko.Runner;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** What the README shows of a program that has threads and futures of its own. */
final class Service {

    record Receipt(int items) {}

    private Service() {}

    static Receipt order(List<String> basket) {
        return new Receipt(basket.size());
    }

    static Receipt orderFromAnywhere(List<String> basket) {
        Runner runner = Runner.background("orders");
        Task<Receipt> receipt =
                runner.loop().submit(() -> order(basket)); // from any thread; a CompletableFuture
        try (runner) {
            return receipt.join();
        }
    }

    static Task<String> download(EventLoop loop, HttpClient http, HttpRequest request) {
        Task<String> page =
                loop.composeTask(
                        () -> http.sendAsync(request, ofString()).thenApply(HttpResponse::body));
        page.orTimeout(2, SECONDS); // stops the download, and only then fails
        return page;
    }
}
