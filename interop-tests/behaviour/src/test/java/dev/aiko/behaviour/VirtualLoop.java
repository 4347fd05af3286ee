package dev.aiko.behaviour;

import dev.aiko.Aiko;
import dev.aiko.loop.ErrorReport;
import dev.aiko.loop.EventLoop;
import dev.aiko.loop.LoopOptions;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh loop in virtual time for each test, closed after it. Errors nobody receives are kept.
 *
 * <p>Use it as a non-static {@code @RegisterExtension} field. An assertion that fails in a callback
 * reaches only the exception handler, so the end of the test looks for it there.
 */
public final class VirtualLoop implements AfterEachCallback {

    private final VirtualClock clock = new VirtualClock();

    /** A hundred thousand may come at the end of one test. */
    private final Queue<ErrorReport> reports = new ConcurrentLinkedQueue<>();

    private final EventLoop loop;

    public VirtualLoop() {
        this(LoopOptions.none());
    }

    public VirtualLoop(LoopOptions options) {
        loop = Aiko.newEventLoop(options.withClock(clock));
        loop.setExceptionHandler((where, report) -> reports.add(report));
    }

    public static VirtualLoop debugging() {
        return new VirtualLoop(LoopOptions.none().withDebug(true));
    }

    public EventLoop loop() {
        return loop;
    }

    public VirtualClock clock() {
        return clock;
    }

    public List<ErrorReport> reports() {
        return List.copyOf(reports);
    }

    /** Runs exactly one turn, without sleeping. */
    public void oneTurn() {
        loop.stop();
        loop.runForever();
    }

    /** Runs as many turns as everything that is ready needs to come to its end; no time passes. */
    public void settle() {
        for (int turn = 0; turn < 20; turn++) {
            oneTurn();
        }
    }

    /** Runs until this much time has passed on the loop's clock. */
    public void runFor(Duration time) {
        loop.callLater(time, loop::stop);
        loop.runForever();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        loop.close();
        for (ErrorReport report : reports) {
            if (report.exception() instanceof AssertionError failed) {
                throw failed;
            }
        }
    }
}
