package dev.aiko.behaviour.parity;

import dev.aiko.behaviour.Trail;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.LoopFuture;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.regex.Pattern;

/** What a telling writes down: every line with the loop's time. Safe from every thread. */
public final class Diary {

    /** Names that were given by counting tell how many tests ran before. */
    private static final Pattern COUNTED = Pattern.compile("(Task|Group)-\\d+");

    private final EventLoop loop;
    private final Trail trail = new Trail();

    Diary(EventLoop loop) {
        this.loop = loop;
    }

    public void write(String line) {
        var seconds = BigDecimal.valueOf(loop.time().toMillis(), 3).stripTrailingZeros();
        trail.add(seconds.toPlainString() + "s " + COUNTED.matcher(line).replaceAll("$1"));
    }

    /** How a future that is done has ended. */
    public void writeEnd(String who, LoopFuture<?> done) {
        try {
            write(who + " ended with " + done.result());
        } catch (RuntimeException failure) {
            write(who + " ended " + inWords(failure));
        }
    }

    void writeReport(ErrorReport report) {
        write("reported: " + report.exception());
    }

    List<String> lines() {
        return trail.steps();
    }

    /** The same words for both languages: a checked failure is wrapped in one of them only. */
    static String inWords(Throwable failure) {
        if (failure instanceof CancellationException) {
            return "cancelled: " + failure.getMessage();
        }
        var told = failure instanceof CompletionException ? failure.getCause() : failure;
        return "by " + told.getClass().getSimpleName() + ": " + told.getMessage();
    }
}
