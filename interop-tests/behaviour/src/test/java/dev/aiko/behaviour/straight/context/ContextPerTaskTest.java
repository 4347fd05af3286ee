package dev.aiko.behaviour.straight.context;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.contextVar;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.sleep;
import static dev.aiko.Aiko.yieldNow;
import static java.time.Duration.ofMillis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.aiko.behaviour.Trail;
import dev.aiko.behaviour.VirtualLoop;
import dev.aiko.context.ContextVar;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nobody sees the values of a task but the task itself. */
class ContextPerTaskTest {

    @RegisterExtension final VirtualLoop virtual = new VirtualLoop();
    private final EventLoop loop = virtual.loop();
    private final ContextVar<String> variable = contextVar("variable", "default");
    private final Trail trail = new Trail();

    @Test
    @DisplayName("CTX-04 a hundred tasks that set one variable each read their own value back")
    void aHundredTasks() {
        loop.runUntilComplete(
                () -> {
                    variable.set("outside");
                    List<Task<String>> tasks = new ArrayList<>();
                    for (int number = 0; number < 100; number++) {
                        String mine = "task " + number;
                        int pause = number % 7;
                        tasks.add(
                                createTask(
                                        () -> {
                                            variable.set(mine);
                                            await(sleep(ofMillis(pause)));
                                            yieldNow();
                                            return variable.get();
                                        }));
                    }
                    for (int number = 0; number < 100; number++) {
                        assertEquals("task " + number, await(tasks.get(number)));
                    }
                    assertEquals("outside", variable.get());
                });
    }

    @Test
    @DisplayName("CTX-07 a setting stays in force across the awaits of its task, and only there")
    void aSettingStaysInForce() {
        ContextVar<MathContext> precision = contextVar("precision", MathContext.DECIMAL32);
        List<Task<?>> tasks = new ArrayList<>();
        for (int digits = 2; digits <= 5; digits++) {
            var setting = new MathContext(digits);
            tasks.add(
                    loop.createTask(
                            () -> {
                                precision.set(setting);
                                yieldNow();
                                var third =
                                        BigDecimal.ONE.divide(new BigDecimal(3), precision.get());
                                trail.add(third.toString());
                                await(sleep(ofMillis(1)));
                                assertSame(setting, precision.get());
                            }));
        }
        for (Task<?> task : tasks) {
            loop.runUntilComplete(task);
        }

        trail.is("0.33", "0.333", "0.3333", "0.33333");
        assertSame(MathContext.DECIMAL32, precision.get());
    }

    @Test
    @DisplayName(
            "a new body on a thread that was used before sees nothing of the last one's values")
    void nothingIsLeftBehind() {
        loop.runUntilComplete(
                () -> {
                    for (int number = 0; number < 50; number++) {
                        await(createTask(() -> variable.set("left behind")));
                        assertEquals("default", await(createTask(variable::get)));
                    }
                    assertEquals("default", variable.get());
                });
    }
}
