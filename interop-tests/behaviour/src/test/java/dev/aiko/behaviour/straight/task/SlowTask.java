package dev.aiko.behaviour.straight.task;

import static dev.aiko.Aiko.await;
import static dev.aiko.Aiko.sleep;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;

import dev.aiko.behaviour.Trail;
import dev.aiko.loop.EventLoop;
import dev.aiko.task.Task;

/** Works for an hour, and takes five seconds to end, which leaves a mark with the time. */
final class SlowTask {

    private SlowTask() {}

    static Task<String> started(EventLoop loop, Trail trail) {
        return loop.createTask(
                () -> {
                    try {
                        return await(sleep(ofHours(1), "value"));
                    } finally {
                        await(sleep(ofSeconds(5)));
                        trail.add("ended at " + loop.time().toSeconds());
                    }
                });
    }
}
