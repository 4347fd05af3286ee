package dev.aiko.loop;

/** Receives the errors that nobody else can; an exception out of the handler is logged. */
@FunctionalInterface
public interface ExceptionHandler {
    void handle(EventLoop loop, ErrorReport report);
}
