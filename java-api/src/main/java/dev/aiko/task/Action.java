package dev.aiko.task;

/**
 * A straight-line body without a result; like {@link java.util.concurrent.Callable} it may throw.
 */
@FunctionalInterface
public interface Action {
    void run() throws Exception;
}
