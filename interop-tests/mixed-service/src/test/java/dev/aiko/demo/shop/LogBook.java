package dev.aiko.demo.shop;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import dev.aiko.demo.shop.log.RequestId;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/** Keeps what the shop logs, with the id that the MDC has on the thread that logs. */
final class LogBook extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    /** A line of the log; the failure is null for most. */
    record Line(String id, String who, String text, Throwable failure) {}

    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.aiko.demo.shop");
    private final ConcurrentLinkedQueue<Line> lines = new ConcurrentLinkedQueue<>();

    private LogBook() {}

    static LogBook open() {
        var book = new LogBook();
        book.setContext(book.logger.getLoggerContext());
        book.start();
        book.logger.addAppender(book);
        return book;
    }

    @Override
    protected void append(ILoggingEvent event) {
        String who = event.getLoggerName();
        var thrown = (ThrowableProxy) event.getThrowableProxy();
        lines.add(
                new Line(
                        event.getMDCPropertyMap().get(RequestId.KEY),
                        who.substring(who.lastIndexOf('.') + 1),
                        event.getFormattedMessage(),
                        thrown == null ? null : thrown.getThrowable()));
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    /** What was said for a request, in the order in which it was said. */
    List<String> told(String id) {
        return lines.stream()
                .filter(line -> id.equals(line.id()))
                .map(line -> line.who() + ": " + line.text())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
