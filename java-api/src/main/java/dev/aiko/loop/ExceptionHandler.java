package dev.aiko.loop;

/**
 * Receives the errors that nobody else can; an exception out of the handler is logged.
 *
 * <p><b>Threads.</b> Called on the thread where the error shows: the one that drives the loop, or,
 * for a failure that nobody looked at before its future became garbage, a thread of the JDK's that
 * cleans up. So it must not assume a running loop, and must not block.
 */
@FunctionalInterface
public interface ExceptionHandler {
    void handle(EventLoop loop, ErrorReport report);
}
