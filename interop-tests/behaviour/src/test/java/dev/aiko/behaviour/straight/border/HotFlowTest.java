package dev.aiko.behaviour.straight.border;

import static dev.aiko.Aiko.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.aiko.Aiko;
import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.behaviour.suspending.border.Thermometer;
import dev.aiko.coroutines.Suspend;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import kotlinx.coroutines.flow.Flow;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Java observes what Kotlin shows as a StateFlow or a SharedFlow. */
class HotFlowTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final Trail trail = new Trail();
    private final Thermometer thermometer = new Thermometer();

    private Task<?> observer(Flow<?> flow) {
        Task<?> task =
                loop.createTask(
                        () -> {
                            for (Object seen : Suspend.sequence(flow)) {
                                trail.add("sees " + seen);
                            }
                        });
        virtual.settle();
        return task;
    }

    private void set(int now) {
        thermometer.set(now);
        virtual.settle();
    }

    @Test
    @DisplayName("a StateFlow shows the present value and then each new one, until that is left")
    void state() {
        Task<?> observer = observer(thermometer.getTemperature());
        set(21);
        set(21);
        set(22);
        observer.cancel("seen enough");
        virtual.settle();
        set(23);

        trail.is("sees 20", "sees 21", "sees 22");
        assertTrue(observer.isCancelled());
        assertEquals(0, thermometer.getObservers());
        assertEquals(23, thermometer.getTemperature().getValue());
    }

    @Test
    @DisplayName("who is slow sees the latest value of a StateFlow, and none of those in between")
    void slowObserver() {
        loop.runUntilComplete(
                () -> {
                    try (var seen = Suspend.sequence(thermometer.getTemperature()).open()) {
                        assertEquals(20, await(seen.nextAsync()).orElseThrow());
                        for (int now = 21; now <= 25; now++) {
                            thermometer.set(now);
                            Aiko.yieldNow();
                        }
                        assertEquals(25, await(seen.nextAsync()).orElseThrow());
                    }
                });
        assertEquals(0, thermometer.getObservers());
    }

    @Test
    @DisplayName("a SharedFlow shows what comes while somebody looks, to each of several")
    void shared() {
        set(40);
        Task<?> one = observer(thermometer.getAlarms());
        Task<?> other = observer(thermometer.getAlarms());
        set(41);
        one.cancel("enough");
        virtual.settle();
        set(42);

        trail.is("sees 41 degrees", "sees 41 degrees", "sees 42 degrees");
        assertFalse(other.isDone());
        other.cancel("enough");
        virtual.settle();
        assertEquals(0, thermometer.getObservers());
    }
}
