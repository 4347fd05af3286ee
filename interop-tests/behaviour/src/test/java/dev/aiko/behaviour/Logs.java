package dev.aiko.behaviour;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Catches what goes to {@link System.Logger} during a test, which is java.util.logging here, and
 * keeps the console quiet meanwhile.
 */
public final class Logs implements BeforeEachCallback, AfterEachCallback {

    private final Logger root = Logger.getLogger("");
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler catcher =
            new Handler() {
                @Override
                public void publish(LogRecord record) {
                    records.add(record);
                }

                @Override
                public void flush() {}

                @Override
                public void close() {}
            };
    private List<Handler> usual = List.of();

    @Override
    public void beforeEach(ExtensionContext context) {
        usual = List.of(root.getHandlers());
        usual.forEach(root::removeHandler);
        root.addHandler(catcher);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        root.removeHandler(catcher);
        usual.forEach(root::addHandler);
    }

    /** What the library logged at this level. */
    public List<LogRecord> at(Level level) {
        return records.stream()
                .filter(record -> record.getLevel().equals(level))
                .filter(record -> record.getLoggerName().startsWith("dev.aiko"))
                .toList();
    }

    /** The same as texts, parameters filled in. */
    public List<String> textsAt(Level level) {
        return at(level).stream()
                .map(record -> new SimpleFormatter().formatMessage(record))
                .toList();
    }
}
