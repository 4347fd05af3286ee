package dev.aiko.demo;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.createTask;
import static dev.aiko.Aiko.run;
import static dev.aiko.Aiko.sleep;

import dev.aiko.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/** Runs tasks, cancels one, times one out, and tells what happened. */
public final class JavaDemo {

    private JavaDemo() {}

    public static void main(String[] args) {
        story().forEach(line -> System.out.println("Java:   " + line));
    }

    static List<String> story() {
        return run(
                () -> {
                    var lines = new ArrayList<String>();

                    var coffee = createTask(() -> brew("coffee", 30));
                    var tea = createTask(() -> brew("tea", 10));
                    lines.add(await(coffee) + " and " + await(tea));

                    var soup = createTask(TaskOptions.named("soup"), () -> brew("soup", 60_000));
                    await(sleep(Duration.ofMillis(10)));
                    soup.cancel("the guests have left");
                    try {
                        await(soup);
                    } catch (CancellationException stopped) {
                        lines.add(soup.name() + " stopped: " + stopped.getMessage());
                    }

                    try {
                        await(createTask(() -> brew("stew", 60_000)), Duration.ofMillis(20));
                    } catch (TimeoutException late) {
                        lines.add("stew took too long");
                    }
                    return lines;
                });
    }

    private static String brew(String drink, long millis) {
        await(sleep(Duration.ofMillis(millis)));
        return drink + " is ready";
    }
}
