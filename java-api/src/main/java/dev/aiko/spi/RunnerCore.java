package dev.aiko.spi;

import dev.aiko.loop.EventLoop;
import dev.aiko.task.TaskOptions;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The mechanism behind {@code dev.aiko.Runner}, where the contract stands. */
public interface RunnerCore {

    EventLoop loop();

    <T extends @Nullable Object> T run(TaskOptions options, Callable<T> body);

    void close();
}
