package dev.aiko.libraries.straight.client;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.libraries.SilentServer;
import dev.aiko.libraries.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import dev.aiko.task.Task;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** OkHttp, which answers by callback, behind a small adapter such as a user writes. */
class OkHttpTest {

    private final EventLoop loop = Aiko.newEventLoop(LoopOptions.none());
    private final SilentServer server = SilentServer.start();
    private final Trail trail = new Trail();
    private final IOException refused = new IOException("refused");
    private volatile boolean refuses;

    private final OkHttpClient client =
            new OkHttpClient.Builder()
                    .addInterceptor(chain -> chain.proceed(checked(chain.request())))
                    .build();

    @AfterEach
    void close() {
        client.dispatcher().executorService().shutdown();
        client.connectionPool().evictAll();
        server.close();
        loop.close();
    }

    private Request checked(Request request) throws IOException {
        if (refuses) throw refused;
        return request;
    }

    /** A call as a stage: cancelled, it is done when the client has told of its end. */
    private CompletableFuture<Response> send() {
        Call call = client.newCall(new Request.Builder().url(server.url()).build());
        var stage =
                new CompletableFuture<Response>() {
                    @Override
                    public boolean cancel(boolean mayInterruptIfRunning) {
                        trail.add("asked to stop");
                        call.cancel();
                        return !isDone();
                    }
                };
        call.enqueue(
                new Callback() {
                    @Override
                    public void onResponse(Call done, Response response) {
                        if (!stage.complete(response)) response.close();
                    }

                    @Override
                    public void onFailure(Call done, IOException failure) {
                        trail.add("told of the end");
                        stage.completeExceptionally(
                                done.isCanceled() ? new CancellationException() : failure);
                    }
                });
        return stage;
    }

    private void isCancelled(Task<?> task) throws Exception {
        task.addDoneCallback(done -> trail.add("done"));
        loop.runUntilComplete(server.asked());
        task.cancel("enough");
        var end = assertThrows(CancellationException.class, () -> loop.runUntilComplete(task));
        assertEquals("enough", end.getMessage());
        assertTrue(server.hungUp().get(30, TimeUnit.SECONDS));
        loop.runUntilComplete(() -> Aiko.yieldNow());
        trail.is("asked to stop", "told of the end", "done");
    }

    @Test
    @DisplayName("cancelling a body hangs up, and the task is done at the end of the call")
    void straightLine() throws Exception {
        isCancelled(loop.createTask(() -> await(send()).code()));
    }

    @Test
    @DisplayName("so does cancelling a composed task")
    void composed() throws Exception {
        isCancelled(loop.composeTask(this::send));
    }

    @Test
    @DisplayName("the failure of a call is the same object for its awaiter")
    void failing() {
        refuses = true;
        Task<Response> task = loop.createTask(() -> await(send(), IOException.class));
        assertThrows(RuntimeException.class, () -> loop.runUntilComplete(task));
        assertSame(refused, task.exception());
        trail.is("told of the end");
    }
}
